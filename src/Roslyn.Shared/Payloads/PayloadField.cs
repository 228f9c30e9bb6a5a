using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>A member of a payload.</summary>
/// <param name="Member">Its name in C#, unescaped.</param>
/// <param name="Key">Its name on the wire.</param>
/// <param name="TypeName">Its type, as code names it.</param>
/// <param name="Formatter">The expression of the formatter of its type, nullability aside.</param>
/// <param name="Primitive">For types that reader and writer know themselves, the end of those methods' names: <c>Int32</c>.</param>
/// <param name="CanNest">Whether its value can hold arrays or maps.</param>
/// <param name="Nullability">What null means for it.</param>
/// <param name="Setting">How it gets its value.</param>
/// <param name="IsRequired">Whether a map without it is refused.</param>
/// <param name="Default">What it is without one, as code, where the constructor says so.</param>
/// <param name="IsStrict">Whether what sets it is annotated more strictly than itself, so that the compiler has to be told.</param>
/// <param name="Checks">The rules that a value which was sent has to keep.</param>
internal sealed record PayloadField(
    string Member,
    string Key,
    string TypeName,
    string Formatter,
    string? Primitive,
    bool CanNest,
    FieldNullability Nullability,
    FieldSetting Setting,
    bool IsRequired,
    string? Default,
    bool IsStrict = false,
    EquatableArray<FieldCheck> Checks = default);
