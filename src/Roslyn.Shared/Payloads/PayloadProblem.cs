namespace PacketFlow.Payloads;

/// <summary>What is wrong with a type that a payload leads to, and where.</summary>
/// <param name="Kind">What.</param>
/// <param name="Path">From the payload to the place: <c>Order.Lines[].Callback</c>.</param>
/// <param name="TypeName">The type that it is about, as people write it.</param>
/// <param name="Owner">The metadata name of the type whose member leads there, or null if the payload itself is meant.</param>
/// <param name="Member">That member, or null if the owner itself is meant.</param>
internal sealed record PayloadProblem(PayloadProblemKind Kind, string Path, string TypeName, string? Owner, string? Member)
{
    /// <summary>Whether nothing can be generated because of it.</summary>
    public bool IsFatal => Kind is not (PayloadProblemKind.JsonDisagrees or PayloadProblemKind.OtherGenerators or PayloadProblemKind.RuleIgnored);
}
