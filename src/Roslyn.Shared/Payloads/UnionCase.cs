namespace PacketFlow.Payloads;

/// <summary>A case of a union.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="TypeName">Its type, as code names it.</param>
/// <param name="FormatterName">The class of its type's formatter.</param>
internal sealed record UnionCase(string Name, string TypeName, string FormatterName);
