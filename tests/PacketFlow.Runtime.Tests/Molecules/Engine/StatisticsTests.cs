using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>What the engine measures, and what the theory makes of it.</summary>
public class StatisticsTests
{
    [Fact]
    public async Task Bond_that_is_seldom_taken_binds_less()
    {
        TestMolecule molecule = new TestMolecule("branch").Step("A").Step("B", ["A"]).Ionic("A", "B", static value => value.AsString() == "yes");
        await using EngineBench bench = await EngineBench.StartAsync(
            new MemoryJournal(), new ManualTime(), static bench => bench.On("A", static value => value.AsString()), molecule);
        MoleculeMeasurement before = MeasuredStability.Of(molecule.Plan, bench.Engine.Statistics.Of(molecule.Plan));

        await bench.RunAsync("branch", "yes");
        await bench.RunAsync("branch", "no");
        await bench.RunAsync("branch", "no");
        await bench.RunAsync("branch", "no");

        StepFigures[] figures = bench.Engine.Statistics.Of(molecule.Plan);
        MoleculeMeasurement after = MeasuredStability.Of(molecule.Plan, figures);
        figures[0].Done.ShouldBe(4);
        after.Bonds[0].Frequency.ShouldBe(0.25);
        after.Stability.ShouldBe(before.Stability * 0.25, 1e-9);
    }
}
