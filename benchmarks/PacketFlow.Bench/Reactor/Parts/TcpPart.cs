namespace PacketFlow.Bench;

/// <summary>MessagePack over TCP in all shapes, and one in flight on one core.</summary>
internal static class TcpPart
{
    /// <summary>What one connection must carry, or a fifth of what the raw echo does, whichever is lower.</summary>
    public const double Wanted = 2_000_000;

    /// <inheritdoc cref="Wanted"/>
    public const double WantedOfRaw = 0.2;

    private const double OfRawByManyConnections = 0.7;
    private const int LatencyRounds = 13;

    private static readonly Shape[] Shapes = [new(1, 256), new(1, 1024), new(8, 128), new(64, 1)];

    public static void Run(ReactorTable table)
    {
        using (var contest = Contest.Start(table.AgainstItself))
        {
            foreach (Shape shape in Shapes)
            {
                string what = $"tcp {shape}";
                Outcome outcome = contest.Run("tcp", shape);
                table.Rates(what, outcome);
                if (shape.InFlight == 1)
                {
                    table.Latencies(what, outcome);
                    table.AtLeast(what, outcome, double.PositiveInfinity, OfRawByManyConnections);
                }
                else if (shape.InFlight == 1024)
                {
                    table.AtLeast(what, outcome, Wanted, WantedOfRaw);
                }
            }
        }

        using var pinned = Contest.Start(table.AgainstItself, pinned: true);
        var alone = new Shape(1, 1);
        string lone = $"tcp {alone}, one core";
        Outcome latencies = pinned.Run("tcp", alone, LatencyRounds);
        table.Latencies(lone, latencies);
        table.Table.Ratio($"{lone}, mean to raw", latencies.Ratio(static sample => sample.Mean), 1.5);
        table.Table.Ratio($"{lone}, p99 to raw", latencies.Ratio(static sample => sample.Late), 1.6);
    }
}
