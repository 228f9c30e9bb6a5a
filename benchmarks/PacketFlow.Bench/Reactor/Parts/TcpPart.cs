namespace PacketFlow.Bench;

/// <summary>MessagePack over TCP in all shapes, and one in flight on one core.</summary>
internal static class TcpPart
{
    /// <summary>What one connection must carry where the raw echo is fast enough for it.</summary>
    public const double Wanted = 2_000_000;

    private const double WantedOfRaw = 0.2;
    private const int LatencyRounds = 7;

    private static readonly Shape[] Shapes = [new(1, 256), new(1, 1024), new(8, 128), new(64, 1)];

    public static void Run(ReactorTable table)
    {
        using (var contest = Contest.Start(table.AgainstItself))
        {
            foreach (Shape shape in Shapes)
            {
                Sample[] samples = contest.Run("tcp", shape);
                table.Rates($"tcp {shape}", samples[0], samples[1]);
                if (shape.InFlight == 1)
                {
                    table.Latencies($"tcp {shape}, mean / p99", samples[0], samples[1]);
                    table.Table.Ratio($"tcp {shape}: 70 % of raw, to ours", 0.7 * samples[0].Rate / samples[1].Rate, 1);
                }
                else if (shape.InFlight == 1024)
                {
                    table.AtLeast($"tcp {shape} (2,000 k/s or 20 % of raw)", samples[1].Rate, WantedFor(samples[0]));
                }
            }
        }

        using var pinned = Contest.Start(table.AgainstItself, pinned: true);
        var alone = new Shape(1, 1);
        Sample[] latencies = pinned.Run("tcp", alone, LatencyRounds);
        table.Latencies($"tcp {alone}, one core, mean / p99", latencies[0], latencies[1]);
        table.Table.Ratio($"tcp {alone}, one core, mean to raw", latencies[1].Mean / latencies[0].Mean, 1.5);
        table.Table.Ratio($"tcp {alone}, one core, p99 to raw", latencies[1].Late / latencies[0].Late, 1.6);
    }

    /// <summary>What one connection must carry on this machine now.</summary>
    public static double WantedFor(Sample raw) => Math.Min(Wanted, WantedOfRaw * raw.Rate);
}
