namespace PacketFlow.EndToEnd;

/// <summary>kill -9 at any moment: completed steps do not run again, and no run is lost.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Killed_host_goes_on_where_it_was()
    {
        using var trials = new CrashTrials();
        await trials.RunAsync(trips: 20, killAfterLines: 60);
        string[] before = trials.Lines();

        await trials.RunAsync(trips: 20);

        before.ShouldNotContain("finished");
        trials.Lines().Last().ShouldBe("finished");
        trials.Check(trips: 20);
    }

    [Fact]
    public Task Host_killed_again_and_again_loses_nothing() => TryAsync(kills: 40, seed: 4);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Host_killed_a_thousand_times_loses_nothing()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            await TryAsync(kills: 40, seed);
        }
    }

    // Half of them at a step's beginning or end, half at any moment: at start, in recovery, in a commit.
    private static async Task TryAsync(int kills, int seed)
    {
        var random = new Random(seed);
        using var trials = new CrashTrials();
        for (int kill = 1; kill <= kills; kill++)
        {
            await (kill % 2 == 0
                ? trials.RunAsync(trips: 5 * kill, killAfterLines: random.Next(1, 60))
                : trials.RunAsync(trips: 5 * kill, killAfter: TimeSpan.FromMilliseconds(random.Next(150, 900))));
        }

        await trials.RunAsync(trips: 5 * kills);
        trials.Check(trips: 5 * kills, mostPoisoned: kills);
    }
}
