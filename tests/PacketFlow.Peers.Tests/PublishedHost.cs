namespace PacketFlow.Peers;

/// <summary>A host with the element that the published client's example submits to.</summary>
public sealed class PublishedHost() : RunningProgram("tests/Peers.Host");
