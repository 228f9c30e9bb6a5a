namespace PacketFlow.Bench;

/// <summary>What a step costs: in memory beside bare calls, durable beside bare commits; and how a host starts over many unfinished runs.</summary>
internal static class MoleculesBenchmark
{
    private static readonly (string Name, Func<Table, string, Task> RunAsync)[] Parts =
    [
        ("memory", InMemoryPart.RunAsync),
        ("sqlite", DurablePart.SqliteAsync),
        ("postgresql", DurablePart.PostgreSqlAsync),
        ("sleeping", RecoveryPart.SleepingAsync),
        ("busy", RecoveryPart.BusyAsync),
        ("left", RecoveryPart.LeftAsync),
        ("simulation", SimulationPart.RunAsync),
    ];

    /// <summary>How to ask for parts of it.</summary>
    public static string Usage => $"molecules [{string.Join('|', Parts.Select(static part => part.Name))}]...";

    public static Table Run(IReadOnlyList<string> names) => RunAsync(names).GetAwaiter().GetResult();

    private static async Task<Table> RunAsync(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(static name => !Array.Exists(Parts, part => part.Name == name)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no part: {Usage}.");
        }

        var table = new Table("molecules: what the engine adds to a step; medians, contenders in turn", "what", "per step", "bytes per step", "per second");
        string folder = Directory.CreateTempSubdirectory("packetflow-bench-").FullName;
        try
        {
            foreach ((string name, Func<Table, string, Task> runAsync) in Parts)
            {
                if (names.Count == 0 || names.Contains(name))
                {
                    await TryAsync(table, name, () => runAsync(table, folder)).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return table;
    }

    private static async Task TryAsync(Table table, string name, Func<Task> run)
    {
        try
        {
            await run().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            table.Failed(name, failure);
        }
    }
}
