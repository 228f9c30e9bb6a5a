namespace PacketFlow.Molecules.Simulation;

/// <summary>Random worlds, each run twice: the invariants hold, and the same seed does the same again.</summary>
public class SimulationTests
{
    private const int Few = 400;
    private const int Many = 10_000;

    [Theory]
    [InlineData(1096)]
    [InlineData(6069)]
    public void World_that_broke_once_keeps_them(int seed) => new SimWorld(seed, SimBug.None).Run();

    [Fact]
    public void Random_worlds_keep_the_invariants() => RunAll(Few);

    [Fact]
    [Trait("Category", "Long")]
    public void Many_random_worlds_keep_the_invariants() => RunAll(Many);

    [Theory]
    [InlineData(SimBug.ActBeforeAppend, "I4", "started before that was recorded")]
    [InlineData(SimBug.NewKeyPerTry, "I5", "has another key than before")]
    [InlineData(SimBug.SharedKey, "I5", "shares a key")]
    [InlineData(SimBug.LostWakeUp, "I6", "has not ended")]
    [InlineData(SimBug.EarlyTimer, "I7", "ms early")]
    [InlineData(SimBug.NoFencing, "I8", "was written by a host that had been replaced")]
    [InlineData(SimBug.TornBatch, "I7", "starts while")]
    [InlineData(SimBug.ForgottenResult, "I4", "again although it is recorded as done")]
    [InlineData(SimBug.UncountedTry, "I3", "runs a second time")]
    [InlineData(SimBug.UncountedTry, "I3", "is counted so after try")]
    [InlineData(SimBug.UndoTwice, "I4", "again although it is recorded as done")]
    [InlineData(SimBug.NoLocks, "locks", "uses")]
    [InlineData(SimBug.LockOrderByBond, "I6", "has not ended")]
    [InlineData(SimBug.FreedAfterTaken, "locks", "uses what")]
    [InlineData(SimBug.LocksForgotten, "locks", "uses what")]
    [InlineData(SimBug.WrongPayload, "I7", "is not given what")]
    [InlineData(SimBug.LostSignal, "I6", "has not ended")]
    [InlineData(SimBug.NoTimeout, "I6", "has not ended")]
    [InlineData(SimBug.ForgottenRetry, "I6", "has not ended")]
    [InlineData(SimBug.LateAnswer, "I7", "what that try did not give")]
    [InlineData(SimBug.LostWrite, "I4", "started before that was recorded")]
    [InlineData(SimBug.PutBackTimer, "I7", "end late")]
    [InlineData(SimBug.LostRun, "I6", "has not ended")]
    [InlineData(SimBug.CancelStaysOutside, "within", "goes forward though")]
    [InlineData(SimBug.NewRunWithin, "within", "beside")]
    [InlineData(SimBug.LostOutput, "I11", "is not recorded")]
    public void Planted_bug_is_caught(SimBug bug, string invariant, string words)
    {
        int seed = 0;
        while (!(Fault(seed, bug) is { } fault && fault.Message.StartsWith($"{invariant} in seed {seed},", StringComparison.Ordinal) && fault.Message.Contains(words, StringComparison.Ordinal)))
        {
            (++seed).ShouldBeLessThan(2000, $"{bug} was not caught by {invariant}.");
        }

        Fault(seed, SimBug.None).ShouldBeNull("The world is broken without the bug as well.");
    }

    [Fact]
    public void Output_that_is_lost_is_seen_by_nothing_but_the_count_of_ends()
    {
        string[] faults = [.. Enumerable.Range(0, Few).Select(static seed => Fault(seed, SimBug.LostOutput)?.Message).OfType<string>()];

        faults.ShouldNotBeEmpty();
        faults.ShouldAllBe(static fault => fault.StartsWith("I11 ", StringComparison.Ordinal));
    }

    private static SimulationException? Fault(int seed, SimBug bug)
    {
        try
        {
            new SimWorld(seed, bug).Run();
            return null;
        }
        catch (SimulationException failure)
        {
            return failure;
        }
        catch (IndexOutOfRangeException broken)
        {
            return new SimulationException($"Records that do not fit together: {broken.Message}");
        }
    }

    private static void RunAll(int seeds)
    {
        int first = int.TryParse(Environment.GetEnvironmentVariable("PACKETFLOW_SEED"), out int seed) ? seed : 0;
        for (seed = first; seed < first + seeds; seed++)
        {
            ulong trace = new SimWorld(seed, SimBug.None).Run();

            new SimWorld(seed, SimBug.None).Run().ShouldBe(trace, $"seed {seed} did something else the second time");
        }
    }
}
