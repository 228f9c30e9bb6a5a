namespace PacketFlow;

/// <summary>A payload parameter of a step, and what fills it.</summary>
/// <param name="Key">The parameter's name on the wire, in snake_case.</param>
/// <param name="TypeName">Its type, as C# names it.</param>
/// <param name="Sources">What fills it: one source, or several of which one runs; none where the method's default holds.</param>
public sealed record PlanInput(string Key, string TypeName, IReadOnlyList<PlanSource> Sources)
{
    /// <summary>Whether the step is skipped when no source has a value.</summary>
    public bool IsRequired { get; init; }
}
