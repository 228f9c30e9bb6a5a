using PacketFlow.EndToEnd;
using PacketFlow.Testing;

namespace PacketFlow.PostgreSql;

/// <summary>Real hosts and a real server, each killed at any moment: completed steps do not run again, and no run is lost.</summary>
public sealed class CrashTests
{
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly string[] ShortLease = ["--PacketFlow:Journal:lease_ms", "1000"];

    // What every start comes to. A host takes over when a lease ends, which comes too late for a kill to wait for: that has trials of its own.
    private static readonly string[] Points = ["open.before", "open.after", "plan.before", "plan.after", "append.before", "append.after"];

    [Fact]
    public Task Hosts_and_server_killed_again_and_again_lose_nothing() =>
        TryAsync(seed: 4, servers: 3, ["plan.after", "append.before", "append.before", "append.after", "append.after"]);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Hosts_and_server_killed_two_hundred_times_lose_nothing()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            await TryAsync(seed, servers: 5, [.. Points, .. Points, .. Points]);
        }
    }

    [Fact]
    public async Task Hosts_go_on_with_the_runs_of_one_that_was_killed()
    {
        await using var server = new PostgresServer();
        await server.InitializeAsync();

        // Longer than three hosts that start at once may be silent.
        using var trials = new CrashTrials(await server.NewDatabaseAsync(), ["--PacketFlow:Journal:lease_ms", "4000"]);

        await Task.WhenAll(trials.RunAsync(trips: 30, new Kill { Lines = 150 }), trials.RunAsync(trips: 30), trials.RunAsync(trips: 30));

        trials.Check(trips: 30, hasOthers: true);
    }

    // The second has made the runs of the first its own, all of them or none, and has gone on with none or a few.
    [Theory]
    [InlineData("adopt.before", 1)]
    [InlineData("adopt.after", 1)]
    [InlineData("claim.after", 3)]
    [InlineData("recovered.before", 3)]
    [InlineData("recovered.after", 3)]
    public async Task Third_host_takes_all_from_one_that_was_killed_while_it_took_over(string point, int times)
    {
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        using var trials = new CrashTrials(await server.NewDatabaseAsync(), ShortLease);

        (await trials.RunAsync(trips: 30, new Kill { Lines = 60 })).ShouldBeTrue();
        (await trials.RunAsync(trips: 30, new Kill { Point = point, Times = times }, disturb: null, "--only-waits", "true")).ShouldBeTrue();
        trials.Lines()[^1].ShouldBe($"killed {point}");
        await trials.RunAsync(trips: 30);

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
        trials.Check(trips: 30, hasOthers: true);
    }

    // Besides the points and the server: a host at a step's beginning or end, and one at any moment.
    private static async Task TryAsync(int seed, int servers, string[] points)
    {
        var random = new Random(seed);
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        using var trials = new CrashTrials(await server.NewDatabaseAsync(), ShortLease);
        Kill?[] ways = [Kill.AtWork(random), Kill.Early(random, 200, 2500), .. points.Select(point => Kill.At(point, random)), .. new Kill?[servers]];
        random.Shuffle(ways);

        int trips = await trials.KillAsync(ways, mostAgain: 2 * points.Length, disturb: async _ =>
        {
            int before = trials.Lines().Length, after = before + random.Next(1, 90);
            await Trials.UntilAsync(() => Task.FromResult(
                trials.Lines() is { Length: int now } lines && (now >= after || (now > before && lines[^1] == "finished"))));
            await server.KillAsync();
            await server.StartAsync();
        });

        trials.Check(trips, mostPoisoned: ways.Length);
    }
}
