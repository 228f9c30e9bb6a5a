using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace PacketFlow.Bench;

/// <summary>A host that starts over many unfinished runs: such that sleep, and such as were cut off in the middle of a step.</summary>
internal static class RecoveryPart
{
    private const int Runs = 100_000;
    private const int AtOnce = 2000;
    private const double MostSeconds = 2;
    private const double MostBytes = 1024;

    public static async Task SleepingAsync(Table table, string folder)
    {
        string journal = $"sqlite:{Path.Combine(folder, "sleeping.db")}";
        var sleeping = new Molecule<int, int>(new SleepingMolecule());
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        await BeginAsync(journal, sleeping).ConfigureAwait(false);

        long start = Stopwatch.GetTimestamp();
        using IHost host = await BenchHost.StartAsync(journal).ConfigureAwait(false);
        RunHandle<int> one = host.Client().GetRun(sleeping, "run77777");
        await one.SignalAsync("Wake", 5).ConfigureAwait(false);
        await one.GetResultAsync().ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - memory) / (double)Runs;
        table.Row("100,000 sleeping runs, to the first resumed", $"{Table.Number(seconds, 2)} s", Table.Number(bytes, 0), "");
        table.Ratio("seconds to the first resumed of 100,000 sleeping runs", seconds, MostSeconds);
        table.Ratio("bytes in memory for a sleeping run", bytes, MostBytes);
        await host.StopAsync().ConfigureAwait(false);
    }

    public static async Task BusyAsync(Table table, string folder)
    {
        string journal = $"sqlite:{Path.Combine(folder, "busy.db")}";
        var busy = new Molecule<int, int>(new BusyMolecule());
        BusyMolecule.Hold();
        await BeginAsync(journal, busy).ConfigureAwait(false);

        BusyMolecule.Release(Runs);
        long start = Stopwatch.GetTimestamp();
        using IHost host = await BenchHost.StartAsync(journal).ConfigureAwait(false);
        await BusyMolecule.First.ConfigureAwait(false);
        double first = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await BusyMolecule.Last.ConfigureAwait(false);
        double last = Stopwatch.GetElapsedTime(start).TotalSeconds;
        table.Row("100,000 runs cut off in a step, to the first resumed", $"{Table.Number(first, 2)} s", "", "");
        table.Row("100,000 runs cut off in a step, to the last", $"{Table.Number(last, 2)} s", "", Table.Number(Runs / last, 0));
        table.Ratio("seconds to the first resumed of 100,000 runs cut off", first, MostSeconds);
        await host.StopAsync().ConfigureAwait(false);
    }

    private static async Task BeginAsync(string journal, Molecule<int, int> molecule)
    {
        using IHost host = await BenchHost.StartAsync(journal).ConfigureAwait(false);
        IPacketFlowClient client = host.Client();
        foreach (int[] some in Enumerable.Range(0, Runs).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(run => client.StartAsync(molecule, 1, FormattableString.Invariant($"run{run}")))).ConfigureAwait(false);
        }

        await host.StopAsync().ConfigureAwait(false);
    }
}
