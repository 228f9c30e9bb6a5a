using PacketFlow.EndToEnd;
using PacketFlow.Testing;

namespace PacketFlow.PostgreSql;

/// <summary>Real hosts and a real server, each killed at any moment: completed steps do not run again, and no run is lost.</summary>
public sealed class CrashTests
{
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly string[] ShortLease = ["--PacketFlow:Journal:lease_ms", "1000"];

    [Fact]
    public Task Hosts_and_server_killed_again_and_again_lose_nothing() => TryAsync(kills: 10, seed: 4);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Hosts_and_server_killed_two_hundred_times_lose_nothing()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            await TryAsync(kills: 20, seed);
        }
    }

    [Fact]
    public async Task Hosts_go_on_with_the_runs_of_one_that_was_killed()
    {
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        using var trials = new CrashTrials(await server.NewDatabaseAsync(), ShortLease);

        await Task.WhenAll(trials.RunAsync(trips: 30, killAfterLines: 100), trials.RunAsync(trips: 30), trials.RunAsync(trips: 30));

        trials.Check(trips: 30);
    }

    [Fact]
    public async Task Host_that_was_stopped_and_wakes_up_finds_its_runs_done_and_spoils_none()
    {
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        using var trials = new CrashTrials(await server.NewDatabaseAsync(), ShortLease);

        await trials.RunAsync(trips: 30, disturb: async process =>
        {
            await Trials.UntilAsync(() => Task.FromResult(trials.Lines().Length > 60));
            Signals.Send(process, Stop);
            await trials.RunAsync(trips: 30);
            Signals.Send(process, Continue);
        });

        trials.Lines().Count(static line => line == "finished").ShouldBe(2);
        trials.Check(trips: 30, hasSleepers: true);
    }

    // One third each: the host at a step's beginning or end, the host at any moment, the server at any moment.
    private static async Task TryAsync(int kills, int seed)
    {
        var random = new Random(seed);
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        using var trials = new CrashTrials(await server.NewDatabaseAsync(), ShortLease);
        for (int kill = 1; kill <= kills; kill++)
        {
            await (kill % 3 == 0 ? trials.RunAsync(trips: 5 * kill, killAfterLines: random.Next(1, 60))
                : kill % 3 == 1 ? trials.RunAsync(trips: 5 * kill, killAfter: TimeSpan.FromMilliseconds(random.Next(200, 2500)))
                : trials.RunAsync(trips: 5 * kill, disturb: async _ =>
                {
                    int before = trials.Lines().Length, after = before + random.Next(1, 60);
                    await Trials.UntilAsync(() => Task.FromResult(
                        trials.Lines() is { Length: int now } lines && (now >= after || (now > before && lines[^1] == "finished"))));
                    await server.KillAsync();
                    await server.StartAsync();
                }));
        }

        await trials.RunAsync(trips: 5 * kills);
        trials.Check(trips: 5 * kills, mostPoisoned: kills);
    }
}
