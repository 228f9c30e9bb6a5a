namespace PacketFlow.Bench;

/// <summary>Batches over HTTP/1.1, eight connections with a request each.</summary>
internal static class HttpPart
{
    private const double Wanted = 300_000;

    public static void Run(ReactorTable table)
    {
        using var contest = Contest.Start(table.AgainstItself);
        var shape = new Shape(8, 1);
        foreach ((string wire, string format) in new[] { ("http", "json"), ("http-msgpack", "msgpack") })
        {
            Outcome outcome = contest.Run(wire, shape);
            string what = $"POST /atoms/batch of {ReactorTable.Whole(Frames.Batch)}, {format}, {shape}";
            table.Rates(what, outcome);
            table.AtLeast(what, outcome.Ours.Rate, Wanted);
        }
    }
}
