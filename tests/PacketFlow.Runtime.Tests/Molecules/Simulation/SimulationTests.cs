namespace PacketFlow.Molecules.Simulation;

/// <summary>Random worlds, each run twice: the invariants hold, and the same seed does the same again.</summary>
public class SimulationTests
{
    private const int Few = 400;
    private const int Many = 10_000;

    [Fact]
    [Trait("Category", "Long")]
    public void Random_worlds_keep_the_invariants() => RunAll(Few);

    [Fact]
    [Trait("Category", "Long")]
    public void Many_random_worlds_keep_the_invariants() => RunAll(Many);

    public static TheoryData<SimBug> Bugs => [.. Enum.GetValues<SimBug>().Where(static bug => bug != SimBug.None)];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Planted_bug_is_caught(SimBug bug)
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            try
            {
                new SimWorld(seed, bug).Run();
            }
            catch (SimulationException failure)
            {
                failure.Message.ShouldContain($"seed {seed}");
                return;
            }
        }

        Assert.Fail($"{bug} was not caught in 2,000 worlds.");
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
