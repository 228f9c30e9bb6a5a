namespace PacketFlow.Payloads;

/// <summary>From a type of the payload graph to one that it needs.</summary>
/// <param name="Label">What a path shows: <c>.Lines</c>, <c>[]</c>.</param>
/// <param name="Target">The type that it needs.</param>
/// <param name="Owner">The metadata name of the type that declares the member, if it is a member that leads there.</param>
/// <param name="Member">That member.</param>
internal sealed record PayloadEdge(string Label, PayloadNode Target, string? Owner = null, string? Member = null);
