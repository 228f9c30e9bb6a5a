using System.Globalization;
using System.Text;

namespace PacketFlow;

/// <summary>What a molecule was measured to do in this process, beside what the theory said of it when it was compiled.</summary>
/// <param name="Molecule">The molecule's name.</param>
/// <param name="Version">The version of its plan.</param>
public sealed record MoleculeMeasurement(string Molecule, int Version)
{
    /// <summary>Its steps in the order of the plan, compensations and substitutes last.</summary>
    public IReadOnlyList<StepMeasurement> Steps { get; init; } = [];

    /// <summary>Its bonds in the order of the plan.</summary>
    public IReadOnlyList<BondMeasurement> Bonds { get; init; } = [];

    /// <summary>The sum of the bonds' strengths with the frequencies that were measured.</summary>
    public double BindingEnergy { get; init; }

    /// <summary>The same as the plan has it, where every bond is taken in every run.</summary>
    public double PlannedBindingEnergy { get; init; }

    /// <summary>Binding energy as measured, less the stress on shared resources; the molecule is stable above 0.</summary>
    public double Stability { get; init; }

    /// <summary>The same as the plan has it.</summary>
    public double PlannedStability { get; init; }

    /// <summary>What was measured, for people: a line for the molecule, one for each step and one for each bond.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Molecule}/{Version}: stability {Stability:0.00}, planned {PlannedStability:0.00}");
        foreach (StepMeasurement step in Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {step.Step}: {step.Done} done, {step.Failed} failed, {step.MeanTime.TotalMilliseconds:0} ms");
        }

        foreach (BondMeasurement bond in Bonds)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {bond.From} -> {bond.To}: {bond.Frequency:0.00}, energy {bond.Energy:0.00} of {bond.PlannedEnergy:0.00}");
        }

        return text.ToString();
    }
}
