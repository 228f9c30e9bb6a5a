namespace PacketFlow.Bench;

/// <summary>
/// A hosted reactor beside a raw echo with the same frames: client, echo and reactor are processes of their own, and every figure is a
/// ratio of one run in which they take turns.
/// </summary>
internal static class ReactorBenchmark
{
    private const string AgainstItself = "raw";
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private static readonly (string Name, Action<ReactorTable> Run)[] Parts =
    [
        ("tcp", TcpPart.Run),
        ("ws", WebSocketPart.Run),
        ("json", JsonPart.Run),
        ("http", HttpPart.Run),
        ("inprocess", InProcessPart.Run),
        ("idle", IdlePart.Run),
        ("start", StartPart.Run),
        ("curves", CurvesPart.Run),
    ];

    /// <summary>How to ask for parts of it.</summary>
    public static string Usage =>
        $"reactor [{string.Join('|', Parts.Select(static part => part.Name))}]... [{AgainstItself}], where {AgainstItself} puts the echo in the reactor's place";

    public static Table Run(IReadOnlyList<string> words)
    {
        string[] names = [.. words.Where(static word => word != AgainstItself)];
        if (Array.Find(names, static name => !Array.Exists(Parts, part => part.Name == name)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no part: {Usage}.");
        }

        var table = new ReactorTable(Title(), words.Contains(AgainstItself));
        foreach ((string name, Action<ReactorTable> run) in Parts)
        {
            if (names.Length == 0 || names.Contains(name))
            {
                Try(name, run, table);
            }
        }

        return table.Table;
    }

    private static void Try(string name, Action<ReactorTable> run, ReactorTable table)
    {
        try
        {
            run(table);
        }
        catch (InvalidOperationException failure)
        {
            table.Table.Failed(name, failure);
        }
    }

    private static string Title()
    {
        string inline = Environment.GetEnvironmentVariable(InlineCompletions) is "1" or "true" ? "on" : "off";
        return $"reactor: df:transform with codec and work, beside a raw echo of {Frames.Submit("a0000", "transform").Length} bytes in, "
            + $"{Frames.Result("a0000").Length} out; medians of one run, in turn; inline socket completions {inline} on both sides; {Environment.ProcessorCount} cores";
    }
}
