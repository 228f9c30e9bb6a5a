namespace PacketFlow.Payloads;

/// <summary>A type whose formatter is put together from those that the library has: a collection, a nullable, an enum.</summary>
/// <param name="TypeName">As code names it.</param>
/// <param name="ClrName">Without nullable annotations.</param>
/// <param name="FormatterName">The class that holds it.</param>
/// <param name="Role">Who may rely on it.</param>
/// <param name="FormatterType">The library's formatter: <c>global::PacketFlow.CompilerServices.ListFormatter&lt;int&gt;</c>.</param>
/// <param name="Arguments">What its constructor is given, as code.</param>
internal sealed record CompositePayload(
    string TypeName,
    string ClrName,
    string FormatterName,
    FormatterRole Role,
    string FormatterType,
    Text.EquatableArray<string> Arguments) : PayloadModel(TypeName, ClrName, FormatterName, Role);
