using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class StabilityTests
{
    [Theory]
    [InlineData(BondKind.Ionic, true, false, 1.0)]
    [InlineData(BondKind.Ionic, true, true, 1.0)]
    [InlineData(BondKind.Ionic, false, true, 0.8)]
    [InlineData(BondKind.Ionic, false, false, 0.6)]
    [InlineData(BondKind.Covalent, false, false, 0.4)]
    [InlineData(BondKind.Metallic, false, false, 0.3)]
    [InlineData(BondKind.VanDerWaals, false, false, 0.2)]
    public void Coupling_follows_the_table(BondKind kind, bool carriesData, bool isConditional, double expected) =>
        new Bond(kind, 0, 1, carriesData, isConditional).Strength.ShouldBe(expected);

    [Fact]
    public void Strength_is_coupling_times_frequency_times_criticality() =>
        new Bond(BondKind.Metallic, 0, 1) { Frequency = 0.5, Criticality = 2 }.Strength.ShouldBe(0.3);

    [Fact]
    public void Users_that_may_overlap_stress_their_resource()
    {
        var graph = Sharing([new(BondKind.Covalent, 0, 1, Resource: "db"), new(BondKind.Covalent, 1, 2, Resource: "db")]);

        var db = graph.Resources().ShouldHaveSingleItem();
        db.Name.ShouldBe("db");
        db.Users.ShouldBe([0, 1, 2]);
        db.Overlap.ShouldBe(3);
        db.Stress.ShouldBe(2);
        graph.BindingEnergy.ShouldBe(0.8, 1e-12);
        graph.Stability().ShouldBe(-1.2, 1e-12);
    }

    [Fact]
    public void Users_that_follow_each_other_do_not_overlap_also_through_other_steps()
    {
        var graph = Sharing([new(BondKind.Covalent, 0, 2, Resource: "db"), new(BondKind.Ionic, 0, 1), new(BondKind.Ionic, 1, 2)]);

        graph.Resources().ShouldHaveSingleItem().Stress.ShouldBe(0);
        graph.Stability().ShouldBe(1.6, 1e-12);
    }

    [Fact]
    public void Resources_are_ordered_by_name_and_the_nameless_are_left_to_their_diagnostic()
    {
        var graph = Sharing(
            [new(BondKind.Covalent, 0, 1, Resource: "b"), new(BondKind.Covalent, 0, 1), new(BondKind.Covalent, 1, 2, Resource: "a")]);

        graph.Resources().Select(static resource => resource.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Contention_in_a_molecule_without_an_order_cannot_be_said()
    {
        var graph = Sharing([new(BondKind.Ionic, 0, 1), new(BondKind.Ionic, 1, 0), new(BondKind.Covalent, 0, 1, Resource: "db")]);

        Should.Throw<InvalidOperationException>(() => graph.Stability());
        graph.BindingEnergy.ShouldBe(1.6, 1e-12);
    }

    [Fact]
    public void Throughput_is_that_of_the_slowest_step()
    {
        Sharing([]).ThroughputBound([0.1, 0.5, 0], [1, 1, 1]).ShouldBe(2);
        Sharing([]).ThroughputBound([0.1, 0.5, 0], [1, 10, 1]).ShouldBe(10);
        new BondGraph([], []).ThroughputBound([], []).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Throughput_is_that_of_a_resource_whose_users_take_turns() =>
        Sharing([new(BondKind.Covalent, 0, 1, Resource: "db")]).ThroughputBound([0.5, 0.5, 0.5], [8, 8, 8]).ShouldBe(1);

    [Fact]
    public void Reliability_falls_in_series_and_rises_in_parallel()
    {
        Reliability.Series([0.9, 0.9]).ShouldBe(0.81, 1e-12);
        Reliability.Parallel([0.9, 0.9]).ShouldBe(0.99, 1e-12);
        Reliability.Series([]).ShouldBe(1);
        Reliability.Parallel([]).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Reliability.Series([1.1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Reliability.Parallel([double.NaN]));
    }

    private static BondGraph Sharing(Bond[] bonds) => new(["a", "b", "c"], bonds);
}
