namespace PacketFlow.Bench;

/// <summary>What df:transform gets.</summary>
public sealed record TransformRequest(string[] Input, string Op);
