namespace PacketFlow.EndToEnd;

/// <summary>kill -9 at any moment: completed steps do not run again, and no run is lost.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Killed_host_goes_on_where_it_was()
    {
        using var trials = new CrashTrials();
        await trials.RunAsync(trips: 20, new Kill { Lines = 100 });
        string[] before = trials.Lines();

        await trials.RunAsync(trips: 20);

        before.ShouldNotContain("finished");
        trials.Lines().Last().ShouldBe("finished");
        trials.Check(trips: 20);
    }

    [Fact]
    public Task Host_killed_again_and_again_loses_nothing() => TryAsync(seed: 4);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Host_killed_a_thousand_times_loses_nothing()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            await TryAsync(seed);
        }
    }

    // 40 each: every point twice, and before each second of them one at a step's beginning or end, or at any moment, so that there is something to recover.
    private static async Task TryAsync(int seed)
    {
        var random = new Random(seed);
        string[] points = [.. Kill.Points, .. Kill.Points];
        random.Shuffle(points);
        Kill[] ways =
        [
            .. points.SelectMany((point, number) => number % 4 == 0
                ? [number % 8 == 0 ? Kill.AtWork(random) : Kill.Early(random, 150, 900), Kill.At(point, random)]
                : new[] { Kill.At(point, random) }),
        ];
        using var trials = new CrashTrials();

        int trips = await trials.KillAsync(ways, mostAgain: 40);

        ways.Length.ShouldBe(40);
        trials.Check(trips, mostPoisoned: ways.Length);
    }
}
