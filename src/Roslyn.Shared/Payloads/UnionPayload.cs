using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>An abstract type with declared cases: the case's map, with the case's name in it.</summary>
/// <param name="TypeName">As code names it.</param>
/// <param name="ClrName">Without nullable annotations.</param>
/// <param name="FormatterName">Its formatter's class.</param>
/// <param name="Role">Who may rely on it.</param>
/// <param name="Cases">Its cases, derived types before their bases.</param>
internal sealed record UnionPayload(
    string TypeName,
    string ClrName,
    string FormatterName,
    FormatterRole Role,
    EquatableArray<UnionCase> Cases) : PayloadModel(TypeName, ClrName, FormatterName, Role);
