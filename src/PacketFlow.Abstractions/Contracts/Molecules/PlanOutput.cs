namespace PacketFlow;

/// <summary>What a last step adds to the molecule's output.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Key">The name on the wire of the output's property; null where the step's output is the molecule's.</param>
public sealed record PlanOutput(int Step, string? Key)
{
    /// <summary>Whether it may be missing: the step may be skipped or fail alone.</summary>
    public bool IsOptional { get; init; }
}
