namespace PacketFlow.Payloads;

/// <summary>An item of a tuple.</summary>
/// <param name="Formatter">The expression of its formatter.</param>
/// <param name="Primitive">For types that reader and writer know themselves, the end of those methods' names.</param>
internal sealed record TupleItem(string Formatter, string? Primitive);
