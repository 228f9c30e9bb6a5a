using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>A payload type with all that it leads to.</summary>
/// <param name="Root">The type itself.</param>
/// <param name="Models">What gets a formatter, itself included; empty if it cannot be carried.</param>
/// <param name="Problems">What is wrong, anywhere in it.</param>
/// <param name="Experiments">The ids of what is experimental, anywhere in it.</param>
internal sealed record PayloadGraph(
    PayloadRef Root, EquatableArray<PayloadModel> Models, EquatableArray<PayloadProblem> Problems, EquatableArray<string> Experiments);
