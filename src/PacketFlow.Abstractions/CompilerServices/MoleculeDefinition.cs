using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>
/// All that an engine needs to run a molecule. What lies between two steps stays encoded: an engine copies bytes, and asks the
/// definition only where they must be understood: a condition, a conversion, a merge, or what comes from outside. The generator derives one class for each molecule.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MoleculeDefinition
{
    private MoleculePlan? _plan;

    /// <summary>Makes the definition of a molecule.</summary>
    /// <param name="name">The molecule's name.</param>
    /// <param name="version">Which version of the plan it is.</param>
    protected MoleculeDefinition(string name, int version)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Version = version;
    }

    /// <summary>The molecule's name.</summary>
    public string Name { get; }

    /// <summary>Which version of the plan it is.</summary>
    public int Version { get; }

    /// <summary>The molecule's plan, made when first asked for.</summary>
    public MoleculePlan Plan => _plan ??= CreatePlan();

    /// <summary>Makes the plan.</summary>
    protected abstract MoleculePlan CreatePlan();

    /// <summary>Decides a bond's condition.</summary>
    /// <param name="bond">The bond's number.</param>
    /// <param name="output">Stands at the output of the bond's first step.</param>
    /// <returns>Whether the second step may run.</returns>
    public virtual bool Test(int bond, ref PacketReader output) => throw NoSuch("condition", bond);

    /// <summary>Converts a value for a parameter whose type is another.</summary>
    /// <param name="step">The step's number.</param>
    /// <param name="input">The number of the step's input.</param>
    /// <param name="source">The number of the input's source.</param>
    /// <param name="value">Stands at the value.</param>
    /// <param name="converted">Stands where the converted value goes.</param>
    public virtual void Convert(int step, int input, int source, ref PacketReader value, ref PacketWriter converted) =>
        throw NoSuch("conversion for step", step);

    /// <summary>Joins what the two steps of a covalent bond gave; both have then given the result.</summary>
    /// <param name="bond">The bond's number.</param>
    /// <param name="first">Stands at the output of the bond's first step.</param>
    /// <param name="second">Stands at the output of the bond's second step.</param>
    /// <param name="merged">Stands where the result goes.</param>
    public virtual void Merge(int bond, ref PacketReader first, ref PacketReader second, ref PacketWriter merged) =>
        throw NoSuch("merge", bond);

    /// <summary>Looks whether a value is an input of the molecule; here every value is.</summary>
    /// <param name="value">Stands at the value.</param>
    /// <exception cref="PacketFormatException">It is not.</exception>
    public virtual void CheckInput(ref PacketReader value)
    {
    }

    /// <summary>Looks whether a value is one that a signal may bring; here every value is.</summary>
    /// <param name="step">The number of the step that waits for it.</param>
    /// <param name="value">Stands at the value.</param>
    /// <exception cref="PacketFormatException">It is not.</exception>
    public virtual void CheckSignal(int step, ref PacketReader value)
    {
    }

    /// <summary>The molecule that a step runs.</summary>
    /// <param name="step">The step's number.</param>
    public virtual MoleculeDefinition Nested(int step) => throw NoSuch("nested molecule in step", step);

    private InvalidOperationException NoSuch(string what, int number) =>
        new(FormattableString.Invariant($"Molecule {Name}/{Version} has no {what} {number}."));
}
