using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace PacketFlow.Bench;

/// <summary>A host that finds many unfinished runs, when it starts or when another leaves: such that sleep, and such as were cut off in the middle of a step.</summary>
internal static class RecoveryPart
{
    private const int Runs = 100_000;
    private const int AtOnce = 2000;
    private const double MostSeconds = 2;
    private const double MostBytes = 1024;
    private const string Sqlite = "SQLite";
    private const string PostgreSql = "PostgreSQL";

    public static async Task SleepingAsync(Table table, string folder)
    {
        await SleepingAsync(table, Sqlite, File(folder, "sleeping")).ConfigureAwait(false);
        await OverPostgreSqlAsync(table, journal => SleepingAsync(table, PostgreSql, journal)).ConfigureAwait(false);
    }

    public static async Task BusyAsync(Table table, string folder)
    {
        await BusyAsync(table, Sqlite, File(folder, "busy")).ConfigureAwait(false);
        await OverPostgreSqlAsync(table, journal => BusyAsync(table, PostgreSql, journal)).ConfigureAwait(false);
    }

    /// <summary>A host that lives takes over what another leaves, on the journal that several share.</summary>
    public static Task LeftAsync(Table table, string folder) => OverPostgreSqlAsync(table, journal => TakeOverAsync(table, journal));

    private static string File(string folder, string name) => $"sqlite:{Path.Combine(folder, name)}.db";

    private static Task OverPostgreSqlAsync(Table table, Func<string, Task> runAsync) =>
        PostgresProcess.UseAsync(table, async server => await runAsync(await server.NewDatabaseAsync("recovery").ConfigureAwait(false)).ConfigureAwait(false));

    private static async Task SleepingAsync(Table table, string store, string journal)
    {
        var sleeping = new Molecule<int, int>(new SleepingMolecule());
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        using (IHost before = await BenchHost.StartAsync(journal).ConfigureAwait(false))
        {
            await BeginAsync(before, sleeping).ConfigureAwait(false);
            await before.StopAsync().ConfigureAwait(false);
        }

        long start = Stopwatch.GetTimestamp();
        using IHost host = await BenchHost.StartAsync(journal).ConfigureAwait(false);
        RunHandle<int> one = host.Client().GetRun(sleeping, "run77777");
        await one.SignalAsync("Wake", 5).ConfigureAwait(false);
        await one.GetResultAsync().ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - memory) / (double)Runs;
        table.Row($"{store}: 100,000 sleeping runs, to the first resumed", $"{Table.Number(seconds, 2)} s", Table.Number(bytes, 0), "");
        table.Ratio($"{store}: seconds to the first resumed of 100,000 sleeping runs", seconds, MostSeconds);
        table.Ratio($"{store}: bytes in memory for a sleeping run", bytes, MostBytes);
        await host.StopAsync().ConfigureAwait(false);
    }

    private static async Task BusyAsync(Table table, string store, string journal)
    {
        BusyMolecule.Hold();
        using (IHost before = await BenchHost.StartAsync(journal).ConfigureAwait(false))
        {
            await BeginAsync(before, new Molecule<int, int>(new BusyMolecule())).ConfigureAwait(false);
            await before.StopAsync().ConfigureAwait(false);
        }

        BusyMolecule.Release(Runs);
        long start = Stopwatch.GetTimestamp();
        using IHost host = await BenchHost.StartAsync(journal).ConfigureAwait(false);
        await TellAsync(table, $"{store}: 100,000 runs cut off in a step", start).ConfigureAwait(false);
        await host.StopAsync().ConfigureAwait(false);
    }

    private static async Task TakeOverAsync(Table table, string journal)
    {
        BusyMolecule.Hold();
        using IHost leaving = await BenchHost.StartAsync(journal).ConfigureAwait(false);
        using IHost staying = await BenchHost.StartAsync(journal).ConfigureAwait(false);
        await BeginAsync(leaving, new Molecule<int, int>(new BusyMolecule())).ConfigureAwait(false);

        // What it cuts off it writes down and then leaves: the other begins before this one has ended.
        BusyMolecule.Release(Runs);
        await leaving.StopAsync().ConfigureAwait(false);
        await TellAsync(table, $"{PostgreSql}: 100,000 such runs that another host left", Stopwatch.GetTimestamp()).ConfigureAwait(false);
        await staying.StopAsync().ConfigureAwait(false);
    }

    private static async Task TellAsync(Table table, string what, long start)
    {
        double first = Math.Max(0, Stopwatch.GetElapsedTime(start, await BusyMolecule.First.ConfigureAwait(false)).TotalSeconds);
        double last = Stopwatch.GetElapsedTime(start, await BusyMolecule.Last.ConfigureAwait(false)).TotalSeconds;
        table.Row($"{what}, to the first resumed", $"{Table.Number(first, 2)} s", "", "");
        table.Row($"{what}, to the last", $"{Table.Number(last, 2)} s", "", Table.Number(Runs / last, 0));
        table.Ratio($"{what}: seconds to the first resumed", first, MostSeconds);
    }

    private static async Task BeginAsync(IHost host, Molecule<int, int> molecule)
    {
        IPacketFlowClient client = host.Client();
        foreach (int[] some in Enumerable.Range(0, Runs).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(run => client.StartAsync(molecule, 1, FormattableString.Invariant($"run{run}")))).ConfigureAwait(false);
        }
    }
}
