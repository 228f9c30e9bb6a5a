using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>A tuple of either kind: an array of its items.</summary>
/// <param name="TypeName">As code names it.</param>
/// <param name="ClrName">Without nullable annotations.</param>
/// <param name="FormatterName">Its formatter's class.</param>
/// <param name="Role">Who may rely on it.</param>
/// <param name="IsValueType">Whether it can be no null.</param>
/// <param name="Items">Its items, in their order.</param>
internal sealed record TuplePayload(
    string TypeName,
    string ClrName,
    string FormatterName,
    FormatterRole Role,
    bool IsValueType,
    EquatableArray<TupleItem> Items) : PayloadModel(TypeName, ClrName, FormatterName, Role);
