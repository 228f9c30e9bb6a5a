using PacketFlow.Payloads;

namespace PacketFlow.Elements;

/// <summary>A parameter of a handler or step.</summary>
/// <param name="Name">Its name as written, unescaped.</param>
/// <param name="Kind">What fills it.</param>
/// <param name="Payload">Its type, for payload parameters.</param>
/// <param name="From">The step that its [From] names, if it has one.</param>
internal sealed record ParameterModel(string Name, ParameterKind Kind, PayloadRef? Payload, string? From);
