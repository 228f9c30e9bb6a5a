namespace PacketFlow.Transport;

/// <summary>The limits of a connection; the host fills them from its options.</summary>
internal sealed record ConnectionSettings
{
    public int MaxFrameBytes { get; init; } = 1024 * 1024;

    public int MaxBatch { get; init; } = 1024;

    public int MaxInFlight { get; init; } = 1024;

    /// <summary>The elements that a peer may register.</summary>
    public int MaxElements { get; init; } = 1024;

    /// <summary>The longest name of an element that a peer may register.</summary>
    public int MaxElementBytes { get; init; } = 128;

    /// <summary>What a peer that does not read may leave unread.</summary>
    public int MaxUnsentBytes { get; init; } = 1024 * 1024;

    /// <summary>What the long frames and bodies that have not come whole may take of memory, all of them together.</summary>
    public int MaxUnfinishedBytes { get; init; } = 256 * 1024 * 1024;

    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How deep a payload may be nested.</summary>
    public int MaxDepth { get; init; } = PacketReader.DefaultMaxDepth;
}
