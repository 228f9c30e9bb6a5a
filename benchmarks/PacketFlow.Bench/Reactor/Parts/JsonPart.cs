namespace PacketFlow.Bench;

/// <summary>The JSON protocol over WebSocket.</summary>
internal static class JsonPart
{
    private const double Wanted = 200_000;

    public static void Run(ReactorTable table)
    {
        using var contest = Contest.Start(table.AgainstItself);
        foreach (Shape shape in new Shape[] { new(1, 1024), new(8, 128) })
        {
            Outcome outcome = contest.Run("json", shape);
            table.Rates($"json {shape}", outcome);
            if (shape.Connections == 1)
            {
                table.AtLeast($"json {shape}", outcome.Ours.Rate, Wanted);
            }
        }
    }
}
