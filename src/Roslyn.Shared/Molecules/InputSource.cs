using PacketFlow.Payloads;

namespace PacketFlow.Molecules;

/// <summary>One source of a parameter.</summary>
/// <param name="Step">The step whose output it is, -1 for the molecule's input; in a compensation the undone step's parameter or -1.</param>
/// <param name="Conversion">What the value goes through.</param>
/// <param name="DropsNull">Whether a null may arrive where none is expected.</param>
/// <param name="IsItem">Whether it is one item of the output, along a bond with ForEach.</param>
/// <param name="Value">The type that it is converted from; null where its bytes can be passed on as they are.</param>
internal sealed record InputSource(int Step, Conversion Conversion, bool DropsNull, bool IsItem, PayloadRef? Value = null);
