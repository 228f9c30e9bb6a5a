namespace PacketFlow.Payloads;

/// <summary>What is wrong with a type of the payload graph, wherever it is used.</summary>
/// <param name="Kind">What.</param>
/// <param name="Label">What its path ends with: <c>.Total</c>.</param>
/// <param name="TypeName">The type that it is about, if it is not the type itself.</param>
/// <param name="Owner">The metadata name of the type that declares the member.</param>
/// <param name="Member">That member.</param>
internal sealed record PayloadFault(
    PayloadProblemKind Kind, string Label = "", string? TypeName = null, string? Owner = null, string? Member = null);
