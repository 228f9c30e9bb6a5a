namespace PacketFlow.Bench;

/// <summary>What more connections and more elements cost.</summary>
internal static class CurvesPart
{
    private const int Rounds = 3;
    private const int InFlight = 1000;
    private const int Few = 10;
    private const int Many = 500;
    private const double Loss = 0.2;

    public static void Run(ReactorTable table)
    {
        using (var contest = Contest.Start(table.AgainstItself))
        {
            // The same load over more connections, and a load that grows with them.
            Connections(table, contest, static connections => InFlight / connections, "1,000 in flight in all");
            Connections(table, contest, static _ => 16, "16 in flight on each");
        }

        Elements(table);
    }

    private static void Connections(ReactorTable table, Contest contest, Func<int, int> inFlight, string load)
    {
        double first = 0, least = double.MaxValue;
        foreach (int connections in new[] { 1, 10, 100, 1000 })
        {
            var shape = new Shape(connections, inFlight(connections));
            Sample[] samples = contest.Run("tcp", shape, Rounds);
            double ratio = samples[1].Rate / samples[0].Rate;
            first = connections == 1 ? ratio : first;
            least = Math.Min(least, ratio);
            table.Rates($"tcp {shape}", samples[0], samples[1]);
        }

        table.Table.Ratio($"tcp, 1 to 1,000 connections, {load}: 80 % of the first ratio to raw, to the least", (1 - Loss) * first / least, 1);
    }

    private static void Elements(ReactorTable table)
    {
        if (table.AgainstItself)
        {
            return;
        }

        using var contest = Contest.Among(Server.Echo(), Server.PacketFlow(elements: Few), Server.PacketFlow(elements: Many));
        var shape = new Shape(1, 1024);
        Sample[] samples = contest.Run("tcp", shape, rounds: 7, elements: [1, Few, Many]);
        table.Rates($"tcp {shape}, {ReactorTable.Whole(Few)} elements", samples[0], samples[1]);
        table.Rates($"tcp {shape}, {ReactorTable.Whole(Many)} elements", samples[0], samples[2]);
        table.Table.Ratio("500 elements to 10, time per atom", samples[1].Rate / samples[2].Rate, 1 + Loss);
        table.Table.Ratio("500 elements to 10, CPU per atom", samples[2].Processor / samples[1].Processor, 1 + Loss);
    }
}
