namespace PacketFlow.Bench;

/// <summary>What connections that have been used once and say nothing more cost in memory.</summary>
internal static class IdlePart
{
    private const int Connections = 5000;
    private const double KibibytesEach = 24;

    public static void Run(ReactorTable table)
    {
        foreach (string wire in new[] { "tcp", "ws" })
        {
            using var contest = Contest.Start(table.AgainstItself);
            contest.Warm(wire, new Shape(8, 1));
            double raw = Cost(contest, contest.Servers[0], wire), ours = Cost(contest, contest.Servers[1], wire);
            string what = $"{ReactorTable.Whole(Connections)} idle {wire} connections, KiB each";
            table.Figure(what, Table.Number(ours), Table.Number(raw));
            table.Table.Ratio(what, ours, KibibytesEach);
        }
    }

    private static double Cost(Contest contest, Server server, string wire)
    {
        long before = server.Process.ResidentKibibytes;
        contest.Hold(server, wire, Connections);
        double cost = (server.Process.ResidentKibibytes - before) / (double)Connections;
        contest.Release();
        return cost;
    }
}
