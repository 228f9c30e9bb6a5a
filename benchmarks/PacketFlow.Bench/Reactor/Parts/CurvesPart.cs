namespace PacketFlow.Bench;

/// <summary>What more connections and more elements cost.</summary>
internal static class CurvesPart
{
    private const int Rounds = 5;
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
            Outcome outcome = contest.Run("tcp", shape, Rounds);
            double ratio = outcome.Ratio(static sample => sample.Rate);
            first = connections == 1 ? ratio : first;
            least = Math.Min(least, ratio);
            table.Rates($"tcp {shape}", outcome);
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
        Outcome outcome = contest.Run("tcp", shape, elements: [1, Few, Many]);
        table.Rates($"tcp {shape}, {ReactorTable.Whole(Few)} elements", outcome, 1);
        table.Rates($"tcp {shape}, {ReactorTable.Whole(Many)} elements", outcome, 2);
        table.Table.Ratio("500 elements to 10, time per atom", outcome.Ratio(static sample => 1 / sample.Rate, 2, 1), 1 + Loss);
        table.Table.Ratio("500 elements to 10, CPU per atom", outcome.Ratio(static sample => sample.Processor, 2, 1), 1 + Loss);
    }
}
