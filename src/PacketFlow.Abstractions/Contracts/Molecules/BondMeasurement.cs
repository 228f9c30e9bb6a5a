namespace PacketFlow;

/// <summary>How often a bond was measured to be taken in this process, and how strong that makes it.</summary>
/// <param name="Kind">How it holds its steps together.</param>
/// <param name="From">The name of the first step.</param>
/// <param name="To">The name of the second step.</param>
public sealed record BondMeasurement(BondKind Kind, string From, string To)
{
    /// <summary>
    /// How often its second step ran for each time that its first gave a result, at most 1; where the bond has no order, how often the rarer of the
    /// two ran for each time that the other did. 1 before either ran, and where one of them is a timer or a signal, which have no tries.
    /// </summary>
    public double Frequency { get; init; }

    /// <summary>Its strength with that frequency: its part of the molecule's binding energy.</summary>
    public double Energy { get; init; }

    /// <summary>Its strength as the plan has it, with a frequency of 1.</summary>
    public double PlannedEnergy { get; init; }
}
