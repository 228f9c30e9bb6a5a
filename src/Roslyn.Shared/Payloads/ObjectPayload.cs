using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>A class, record or struct: a map of its members.</summary>
/// <param name="TypeName">As code names it.</param>
/// <param name="ClrName">Without nullable annotations.</param>
/// <param name="FormatterName">Its formatter's class.</param>
/// <param name="Role">Who may rely on it.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="IsCase">Whether it is a case of a union, whose formatter writes the case's name before its members.</param>
/// <param name="Fields">Its members, base classes first, in the order of their declaration.</param>
/// <param name="Arguments">What its constructor is given.</param>
/// <param name="IsValidated">Whether it says itself what is wrong with it.</param>
internal sealed record ObjectPayload(
    string TypeName,
    string ClrName,
    string FormatterName,
    FormatterRole Role,
    bool IsValueType,
    bool IsCase,
    EquatableArray<PayloadField> Fields,
    EquatableArray<PayloadArgument> Arguments,
    bool IsValidated = false) : PayloadModel(TypeName, ClrName, FormatterName, Role);
