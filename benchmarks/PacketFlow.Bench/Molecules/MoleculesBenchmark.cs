using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PacketFlow.Bench;

/// <summary>What a step costs: in memory beside bare calls, durable beside bare commits; and how a host starts over many unfinished runs.</summary>
internal static class MoleculesBenchmark
{
    private const int InFlight = 256;
    private const int Sleeping = 100_000;
    private const int Rounds = 7;

    public static Table Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<Table> RunAsync()
    {
        var table = new Table("molecules: what the engine adds to a step; medians, contenders in turn", "what", "per step", "bytes per step", "per second");
        string folder = Directory.CreateTempSubdirectory("packetflow-bench-").FullName;
        try
        {
            await InMemoryAsync(table).ConfigureAwait(false);
            await DurableAsync(table, folder).ConfigureAwait(false);
            await RecoverAsync(table, Path.Combine(folder, "sleeping.db")).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return table;
    }

    private static async Task InMemoryAsync(Table table)
    {
        using IHost host = await StartAsync("memory").ConfigureAwait(false);
        IPacketFlowClient client = host.Services.GetRequiredService<IPacketFlowClient>();
        (double chain, double bytes) = await StepsAsync(table, client, "chain1000", 1000).ConfigureAwait(false);
        (double shorter, _) = await StepsAsync(table, client, "chain100", 100).ConfigureAwait(false);
        (double fan, double fanBytes) = await StepsAsync(table, client, "fan1000", 1000).ConfigureAwait(false);
        (double narrower, _) = await StepsAsync(table, client, "fan100", 100).ConfigureAwait(false);
        table.Ratio("in memory, microseconds a step of a chain", chain / 1000, 2);
        table.Ratio("in memory, bytes a step of a chain, records included", bytes, 1500);
        table.Ratio("in memory, microseconds a step of a fan", fan / 1000, 2);
        table.Ratio("in memory, bytes a step of a fan, records included", fanBytes, 1500);
        table.Ratio("a chain of 1,000 to one of 100, a step", chain / shorter, 1.5);
        table.Ratio("a fan of 1,000 to one of 100, a step", fan / narrower, 1.5);
        await host.StopAsync().ConfigureAwait(false);
    }

    private static async Task<(double Nanoseconds, double Bytes)> StepsAsync(Table table, IPacketFlowClient client, string name, int steps)
    {
        Molecule<int, FlowValue> molecule = BenchModule.Find(name);
        int runs = 20_000 / steps;
        var times = new double[Rounds];
        double bytes = 0;
        for (int round = -3; round < Rounds; round++)
        {
            long allocated = GC.GetTotalAllocatedBytes(precise: true), start = Stopwatch.GetTimestamp();
            for (int run = 0; run < runs; run++)
            {
                await client.RunAsync(molecule, 1).ConfigureAwait(false);
            }

            times[Math.Max(round, 0)] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / (runs * steps);
            bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)(runs * steps);
        }

        double median = Measure.Median(times);
        table.Row($"{name}, in memory", $"{Table.Number(median / 1000, 2)} us", Table.Number(bytes, 0), Table.Number(1e9 / median, 0));
        return (median, bytes);
    }

    private static async Task DurableAsync(Table table, string folder)
    {
        using IHost host = await StartAsync($"sqlite:{Path.Combine(folder, "runs.db")}").ConfigureAwait(false);
        using var bare = new BareJournal(Path.Combine(folder, "bare.db"));
        IPacketFlowClient client = host.Services.GetRequiredService<IPacketFlowClient>();
        Molecule<int, FlowValue> chain = BenchModule.Find("chain10");
        double[] ours = new double[Rounds], limit = new double[Rounds], single = new double[Rounds], commit = new double[Rounds];
        for (int round = -2; round < Rounds; round++)
        {
            int at = Math.Max(round, 0);
            ours[at] = await RateAsync(InFlight, 40, 10, () => client.RunAsync(chain, 1)).ConfigureAwait(false);
            limit[at] = await RateAsync(InFlight, 400, 1, bare.AppendAsync).ConfigureAwait(false);
            single[at] = await RateAsync(1, 30, 10, () => client.RunAsync(chain, 1)).ConfigureAwait(false);
            commit[at] = await RateAsync(1, 300, 1, bare.AppendAsync).ConfigureAwait(false);
        }

        Row(table, "durable, 256 runs in flight", Measure.Median(ours));
        Row(table, "bare rows, 256 in flight", Measure.Median(limit));
        Row(table, "durable, one run", Measure.Median(single));
        Row(table, "bare commits, one at a time", Measure.Median(commit));
        table.Ratio("bare grouped commits to durable steps", Measure.Median(limit) / Measure.Median(ours), 4);
        table.Ratio("one run's step to one bare commit", Measure.Median(commit) / Measure.Median(single), 1.3);
        await host.StopAsync().ConfigureAwait(false);
    }

    private static void Row(Table table, string what, double perSecond) =>
        table.Row(what, $"{Table.Number(1e6 / perSecond, 1)} us", "", Table.Number(perSecond, 0));

    // How many of what each call counts for are done in a second, by so many callers that each make so many calls.
    private static async Task<double> RateAsync(int callers, int calls, int counts, Func<Task> call)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            await Task.Yield();
            for (int i = 0; i < calls; i++)
            {
                await call().ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
        return (double)callers * calls * counts / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task RecoverAsync(Table table, string path)
    {
        var sleeping = new Molecule<int, int>(new SleepingMolecule());
        using (IHost before = await StartAsync($"sqlite:{path}").ConfigureAwait(false))
        {
            IPacketFlowClient client = before.Services.GetRequiredService<IPacketFlowClient>();
            foreach (int[] some in Enumerable.Range(0, Sleeping).Chunk(2000))
            {
                await Task.WhenAll(some.Select(run => client.StartAsync(sleeping, 1, FormattableString.Invariant($"run{run}")))).ConfigureAwait(false);
            }

            await before.StopAsync().ConfigureAwait(false);
        }

        long memory = GC.GetTotalMemory(forceFullCollection: true), start = Stopwatch.GetTimestamp();
        using IHost host = await StartAsync($"sqlite:{path}").ConfigureAwait(false);
        RunHandle<int> one = host.Services.GetRequiredService<IPacketFlowClient>().GetRun(sleeping, "run77777");
        await one.SignalAsync("Wake", 5).ConfigureAwait(false);
        await one.GetResultAsync().ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - memory) / (double)Sleeping;
        table.Row("100,000 sleeping runs, to the first resumed", $"{Table.Number(seconds, 2)} s", Table.Number(bytes, 0), "");
        table.Ratio("seconds to the first resumed of 100,000 runs", seconds, 2);
        table.Ratio("bytes in memory for a sleeping run", bytes, 1024);
        await host.StopAsync().ConfigureAwait(false);
    }

    private static async Task<IHost> StartAsync(string journal)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("PacketFlow:Listen:Tcp", "tcp://127.0.0.1:0"), new("PacketFlow:Journal", journal)]);
        builder.AddPacketFlow(static flow => flow.Add(new BenchModule()).AddSqlite());
        IHost host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return host;
    }
}
