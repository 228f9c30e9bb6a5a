namespace PacketFlow.EndToEnd;

/// <summary>How a host dies: at a moment, by itself after so many lines of the ledger, or at a point of the journal's work.</summary>
internal sealed record Kill
{
    /// <summary>The work of every journal: before it is done, and when it is done and nobody was told. What is recovered is the first that a taken-up run writes.</summary>
    public static readonly string[] Points = [.. Around("open", "plan", "append", "claim", "read", "recovered", "delete", "forget")];

    public TimeSpan? After { get; init; }

    public int? Lines { get; init; }

    public string? Point { get; init; }

    /// <summary>The how manieth time it comes to the point.</summary>
    public int Times { get; init; } = 1;

    public string[] Arguments =>
    [
        .. Lines is { } lines ? ["--kill-after", $"{lines}"] : Array.Empty<string>(),
        .. Point is { } point ? ["--kill-at", $"{point}:{Times}"] : Array.Empty<string>(),
    ];

    public static Kill Early(Random random, int from, int to) => new() { After = TimeSpan.FromMilliseconds(random.Next(from, to)) };

    public static Kill AtWork(Random random) => new() { Lines = random.Next(1, 90) };

    // There is one host to open a journal and one errand to be deleted; runs and their batches there are more of.
    public static Kill At(string point, Random random) => new()
    {
        Point = point,
        Times = point.Split('.')[0] switch
        {
            "append" => random.Next(1, 60),
            "claim" or "read" or "recovered" => random.Next(1, 4),
            _ => 1,
        },
    };

    private static IEnumerable<string> Around(params string[] work) => work.SelectMany(static what => new[] { $"{what}.before", $"{what}.after" });
}
