namespace PacketFlow.Reactor;

/// <summary>What a reactor is built for; the host fills it from its options.</summary>
internal sealed record ReactorSettings
{
    /// <summary>How many atoms may wait in each lane.</summary>
    public int LaneCapacity { get; init; } = 10_000;

    /// <summary>How many threads each parallel lane has.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What a level of priority is worth in waiting.</summary>
    public TimeSpan PriorityLevel { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A handler whose runs take less on average runs on the thread that brings its atoms.</summary>
    public TimeSpan QuickLimit { get; init; } = TimeSpan.FromMicroseconds(20);

    /// <summary>A handler that holds a lane's thread for longer is worth another thread.</summary>
    public TimeSpan LendAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>A handler that goes on for longer after its token was cancelled is named.</summary>
    public TimeSpan ReportAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether callers are told what handlers throw; else the log alone is.</summary>
    public bool TellsFailures { get; init; }

    public int MaxDepth { get; init; } = PacketReader.DefaultMaxDepth;

    public int MaxIdBytes { get; init; } = 256;

    public int MaxElementBytes { get; init; } = 128;

    public int MaxCorrelationBytes { get; init; } = 256;

    /// <summary>What the large payloads of unanswered atoms may take of memory.</summary>
    public long HeldBytes { get; init; } = 1024 * 1024 * 1024;

    public int RememberedResults { get; init; } = 65_536;

    public long RememberedBytes { get; init; } = 16 * 1024 * 1024;

    public TimeSpan RememberFor { get; init; } = TimeSpan.FromSeconds(60);
}
