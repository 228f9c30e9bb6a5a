namespace PacketFlow.Bench;

/// <summary>What df:transform gives.</summary>
public sealed record Transformed(string[] Output);
