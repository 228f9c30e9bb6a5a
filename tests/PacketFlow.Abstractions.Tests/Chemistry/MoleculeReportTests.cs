using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class MoleculeReportTests
{
    [Fact]
    public void Report_of_a_diamond_has_its_figures()
    {
        var report = MoleculeReport.Of(
            new BondGraph(
                ["Start", "Fast", "Slow", "End"],
                [
                    new(BondKind.Ionic, 0, 1, CarriesData: true),
                    new(BondKind.Ionic, 0, 2),
                    new(BondKind.Ionic, 1, 3),
                    new(BondKind.Ionic, 2, 3, IsConditional: true),
                    new(BondKind.Covalent, 1, 2, Resource: "db"),
                ]),
            [1, 2, 30, 4]);

        report.CriticalSteps.ShouldBe(["Start", "Slow", "End"]);
        report.CriticalSeconds.ShouldBe(35);
        report.Width.ShouldBe(2);
        report.Depth.ShouldBe(3);
        report.BindingEnergy.ShouldBe(3.4, 1e-12);
        report.Stability.ShouldBe(2.4, 1e-12);
        report.Resonance.ShouldBe(Math.Log(2), 1e-12);
        report.IsResonanceExact.ShouldBeTrue();
        report.Resilience.ShouldBe(0);
    }

    [Fact]
    public void Report_of_a_molecule_of_ten_thousand_steps_is_written()
    {
        const int Count = 10_000;
        var chain = new BondGraph(
            Enumerable.Range(0, Count).Select(static step => $"s{step}"),
            Enumerable.Range(0, Count - 1).Select(static step => new Bond(BondKind.Ionic, step, step + 1)));

        var report = MoleculeReport.Of(chain, [.. Enumerable.Repeat(1.0, Count)]);

        report.Depth.ShouldBe(Count);
        report.Width.ShouldBe(1);
        report.CriticalSeconds.ShouldBe(Count);
        report.IsResonanceExact.ShouldBeTrue();
        chain.RedundantBonds().ShouldBeEmpty();
    }

    [Fact]
    public void Bond_out_of_the_molecule_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new BondGraph(["a"], [new(BondKind.Metallic, 0, 1)]));

    [Fact]
    public void Edge_out_of_a_graph_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => new Digraph(1, [(-1, 0)]));
}
