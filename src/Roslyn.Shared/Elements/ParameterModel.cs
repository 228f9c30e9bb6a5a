using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>A parameter of a handler or step.</summary>
/// <param name="Name">Its name as written, unescaped.</param>
/// <param name="Kind">What fills it.</param>
/// <param name="Payload">Its type, for payload parameters; null where the type is broken.</param>
/// <param name="From">The step that its [From] names, if it has one.</param>
/// <param name="Default">The C# expression of its default value, or null if it has none.</param>
/// <param name="Checks">The rules that its value has to keep.</param>
/// <param name="IgnoredRules">The validation attributes on it that no generated code enforces, by their names.</param>
internal sealed record ParameterModel(
    string Name,
    ParameterKind Kind,
    PayloadRef? Payload,
    string? From,
    string? Default = null,
    EquatableArray<FieldCheck> Checks = default,
    EquatableArray<string> IgnoredRules = default);
