namespace PacketFlow.Client;

/// <summary>What a client's connections share.</summary>
internal sealed record WireSettings
{
    /// <summary>Where the peer is, as the user wrote it.</summary>
    public required string Address { get; init; }

    public required TimeProvider Time { get; init; }

    public required int MaxInFlight { get; init; }

    public required int MaxFrameBytes { get; init; }

    public AtomIds Ids { get; } = new();
}
