using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace PacketFlow.Bench;

/// <summary>Runs that a store keeps, beside bare rows in such a store: many at once, and one alone.</summary>
internal static class DurablePart
{
    private const int Rounds = 7;
    private const int WarmUps = 2;

    // What is alone waits for the disk alone, whose speed changes from moment to moment: many short turns.
    private const int TurnsAlone = 31;
    private const int InFlight = 256;

    // Many short runs, each with its start; and one long one, of which the start is no part.
    private const int Steps = 10;
    private const int LongSteps = 100;

    public static async Task SqliteAsync(Table table, string folder)
    {
        using var bare = new BareSqlite(Path.Combine(folder, "bare.db"));
        await RunAsync(table, "SQLite", $"sqlite:{Path.Combine(folder, "runs.db")}", bare).ConfigureAwait(false);
    }

    public static Task PostgreSqlAsync(Table table, string folder) => PostgresProcess.UseAsync(table, async server =>
    {
        using var bare = new BarePostgreSql(await server.NewDatabaseAsync("bare").ConfigureAwait(false));
        await RunAsync(table, "PostgreSQL", await server.NewDatabaseAsync("runs").ConfigureAwait(false), bare).ConfigureAwait(false);
    });

    private static async Task RunAsync(Table table, string store, string journal, BareJournal bare)
    {
        using IHost host = await BenchHost.StartAsync(journal).ConfigureAwait(false);
        IPacketFlowClient client = host.Client();
        var chain = new Molecule<int, FlowValue>(BenchModule.Find("chain10"));
        var longChain = new Molecule<int, FlowValue>(BenchModule.Find("chain100"));
        double[] ours = new double[Rounds], limit = new double[Rounds], single = new double[TurnsAlone], commit = new double[TurnsAlone];
        for (int round = -WarmUps; round < Rounds; round++)
        {
            int at = Math.Max(round, 0);
            ours[at] = await RateAsync(InFlight, 40, Steps, () => client.RunAsync(chain, 1)).ConfigureAwait(false);
            limit[at] = await RateAsync(InFlight, 400, 1, bare.AppendAsync).ConfigureAwait(false);
        }

        for (int turn = -WarmUps; turn < TurnsAlone; turn++)
        {
            int at = Math.Max(turn, 0);
            single[at] = await RateAsync(1, 1, LongSteps, () => client.RunAsync(longChain, 1)).ConfigureAwait(false);
            commit[at] = await RateAsync(1, LongSteps, 1, bare.AppendAsync).ConfigureAwait(false);
        }

        Row(table, $"{store}, steps of 256 runs in flight", Measure.Median(ours));
        Row(table, $"{store}, bare rows, 256 in flight", Measure.Median(limit));
        Row(table, $"{store}, steps of one run", Measure.Median(single));
        Row(table, $"{store}, bare commits, one at a time", Measure.Median(commit));
        table.Ratio($"{store}: bare grouped rows to steps, 256 in flight", Measure.Median(limit) / Measure.Median(ours), 4);
        table.Ratio($"{store}: one run's step to one bare commit", Measure.Median(commit) / Measure.Median(single), 1.3);
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
}
