namespace PacketFlow.Bench;

/// <summary>MessagePack over WebSocket, held against what TCP must carry.</summary>
internal static class WebSocketPart
{
    private const double OfTcp = 0.7;

    private static readonly Shape[] Shapes = [new(1, 1024), new(8, 128), new(64, 1)];

    public static void Run(ReactorTable table)
    {
        using var contest = Contest.Start(table.AgainstItself);
        Outcome tcp = contest.Run("tcp", Shapes[0]);
        table.Rates($"tcp {Shapes[0]}, beside ws", tcp);
        foreach (Shape shape in Shapes)
        {
            Outcome outcome = contest.Run("ws", shape);
            table.Rates($"ws {shape}", outcome);
            if (shape == Shapes[0])
            {
                double wanted = OfTcp * Math.Min(TcpPart.Wanted, TcpPart.WantedOfRaw * tcp.Raw.Rate);
                table.AtLeast($"ws {shape}, 70 % of what tcp must carry", outcome.Ours.Rate, wanted);
            }
        }
    }
}
