namespace PacketFlow.Bench;

/// <summary>MessagePack over WebSocket, held against what TCP must carry.</summary>
internal static class WebSocketPart
{
    private const double OfTcp = 0.7;

    private static readonly Shape[] Shapes = [new(1, 1024), new(8, 128), new(64, 1)];

    public static void Run(ReactorTable table)
    {
        using var contest = Contest.Start(table.AgainstItself);
        Sample[] tcp = contest.Run("tcp", Shapes[0]);
        table.Rates($"tcp {Shapes[0]}, beside ws", tcp[0], tcp[1]);
        foreach (Shape shape in Shapes)
        {
            Sample[] samples = contest.Run("ws", shape);
            table.Rates($"ws {shape}", samples[0], samples[1]);
            if (shape == Shapes[0])
            {
                table.AtLeast($"ws {shape} (70 % of what tcp must carry)", samples[1].Rate, OfTcp * TcpPart.WantedFor(tcp[0]));
            }
        }
    }
}
