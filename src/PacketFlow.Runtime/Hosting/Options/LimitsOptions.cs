namespace PacketFlow.Hosting;

/// <summary>Section <c>Limits</c>: what one peer may ask of this process. What is over a limit is PF413, what finds no room PF429.</summary>
internal sealed record LimitsOptions
{
    /// <summary>A reader's most, less what a message has around a payload.</summary>
    private const int MostDepth = PacketReader.MaxConfigurableDepth - 12;

    /// <summary>The most by default. A quarter of the memory leaves room for what handlers make, for frames that have not come whole, and for garbage.</summary>
    private const long MostHeld = 1024 * 1024 * 1024;

    private const long LeastHeld = 64 * 1024;

    /// <summary>A buffer grows by doubling, and the parts of a message lie beside it: one long frame alone must find room.</summary>
    public const int LeastFrames = 4;

    /// <summary>How deep the arrays and maps of a payload may be nested, in both formats. Default 64, from 1 to 500.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>The longest frame. Default 1 MiB, from 1 KiB to 256 MiB.</summary>
    public int FrameBytes { get; init; } = 1024 * 1024;

    /// <summary>The atoms of one batch. Default 1,024, from 1 to 16,384.</summary>
    public int BatchAtoms { get; init; } = 1024;

    /// <summary>The unanswered atoms of one connection; over HTTP, of one request. Default 1,024, from 1 to 16,384.</summary>
    public int InFlight { get; init; } = 1024;

    /// <summary>The elements that one connection may register. Default 1,024, from 1 to 65,536.</summary>
    public int RegisteredElements { get; init; } = 1024;

    /// <summary>What a peer that does not read may leave unread before it is closed. Default 1 MiB, from 64 KiB to 1 GiB.</summary>
    public int UnsentBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// What frames and bodies of more than 128 KiB may take of memory, all of them together, before they have come whole. Default 256 MiB, or
    /// four of the longest frames if that is more; from 4 KiB to 2 GiB, and no less than four of the longest frames.
    /// </summary>
    public int UnfinishedBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>
    /// What the payloads of more than 4 KiB of unanswered atoms may take of memory, all of them together: for each its bytes, and what its
    /// values may take once decoded. Default 1 GiB, or a quarter of what the process may have if that is less; from 64 KiB to 1 TiB.
    /// </summary>
    public long HeldBytes { get; init; } = Math.Min(MostHeld, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>The longest id of an atom. Default 256, from 16 to 4,096.</summary>
    public int AtomIdBytes { get; init; } = 256;

    /// <summary>The longest name of an element. Default 128, from 16 to 1,024; twice that in the address of a molecule's step.</summary>
    public int ElementNameBytes { get; init; } = 128;

    /// <summary>The longest correlation id. Default 256, from 16 to 4,096.</summary>
    public int CorrelationIdBytes { get; init; } = 256;

    /// <summary>Open connections over all listeners of ours. Default 10,000, from 1 to 1,000,000.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>The atoms that may wait in each lane. Default 10,000, from 1 to 1,000,000.</summary>
    public int LaneQueue { get; init; } = 10_000;

    /// <summary>How long running atoms may go on when the host stops. Default 20 s, from 0 to 600 s.</summary>
    public TimeSpan DrainGrace { get; init; } = TimeSpan.FromSeconds(20);

    public static LimitsOptions Read(OptionsReader reader)
    {
        var defaults = new LimitsOptions();
        int frameBytes = reader.Whole("Limits:frame_bytes", defaults.FrameBytes, 1024, 256 * 1024 * 1024);
        return new LimitsOptions
        {
            Depth = reader.Whole("Limits:depth", defaults.Depth, 1, MostDepth),
            FrameBytes = frameBytes,
            BatchAtoms = reader.Whole("Limits:batch_atoms", defaults.BatchAtoms, 1, 16_384),
            InFlight = reader.Whole("Limits:in_flight", defaults.InFlight, 1, 16_384),
            RegisteredElements = reader.Whole("Limits:registered_elements", defaults.RegisteredElements, 1, 65_536),
            UnsentBytes = reader.Whole("Limits:unsent_bytes", defaults.UnsentBytes, 64 * 1024, 1024 * 1024 * 1024),
            UnfinishedBytes = reader.Whole("Limits:unfinished_bytes", Math.Max(defaults.UnfinishedBytes, LeastFrames * frameBytes), 4096, int.MaxValue),
            HeldBytes = reader.Whole("Limits:held_bytes", Math.Max(defaults.HeldBytes, LeastHeld), LeastHeld, 1L << 40, "1073741824, or a quarter of the process's memory if that is less"),
            AtomIdBytes = reader.Whole("Limits:atom_id_bytes", defaults.AtomIdBytes, 16, 4096),
            ElementNameBytes = reader.Whole("Limits:element_name_bytes", defaults.ElementNameBytes, 16, 1024),
            CorrelationIdBytes = reader.Whole("Limits:correlation_id_bytes", defaults.CorrelationIdBytes, 16, 4096),
            Connections = reader.Whole("Limits:connections", defaults.Connections, 1, 1_000_000),
            LaneQueue = reader.Whole("Limits:lane_queue", defaults.LaneQueue, 1, 1_000_000),
            DrainGrace = reader.Milliseconds("Limits:drain_grace_ms", defaults.DrainGrace, 0, 600_000),
        };
    }
}
