using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class RedundantBondsTests
{
    private static readonly Bond FirstToSecond = new(BondKind.Ionic, 0, 1);
    private static readonly Bond SecondToThird = new(BondKind.Ionic, 1, 2);
    private static readonly Bond FirstToThird = new(BondKind.Ionic, 0, 2);

    [Fact]
    public void Shortcut_past_a_chain_is_redundant() => Redundant(FirstToSecond, SecondToThird, FirstToThird).ShouldBe([FirstToThird]);

    [Fact]
    public void Shortcut_that_carries_data_is_not() =>
        Redundant(FirstToSecond, SecondToThird, FirstToThird with { CarriesData = true }).ShouldBeEmpty();

    [Fact]
    public void Shortcut_with_a_condition_is_not() =>
        Redundant(FirstToSecond, SecondToThird, FirstToThird with { IsConditional = true }).ShouldBeEmpty();

    [Fact]
    public void Way_whose_middle_may_be_skipped_implies_nothing() =>
        Redundant(FirstToSecond with { IsConditional = true }, SecondToThird, FirstToThird).ShouldBeEmpty();

    [Fact]
    public void Way_that_may_not_be_taken_implies_nothing() =>
        Redundant(FirstToSecond, SecondToThird with { IsConditional = true }, FirstToThird).ShouldBeEmpty();

    [Fact]
    public void Condition_on_another_way_to_the_end_does_not_matter() =>
        Redundant(FirstToSecond, SecondToThird, FirstToThird, new(BondKind.Ionic, 3, 2, IsConditional: true)).ShouldBe([FirstToThird]);

    [Fact]
    public void Same_bond_twice_is_no_longer_way() => Redundant(FirstToSecond, FirstToSecond).ShouldBeEmpty();

    [Fact]
    public void Metallic_bond_implies_no_order() =>
        Redundant(FirstToSecond, SecondToThird with { Kind = BondKind.Metallic }, FirstToThird).ShouldBeEmpty();

    private static IReadOnlyList<Bond> Redundant(params Bond[] bonds) => new BondGraph(["a", "b", "c", "d"], bonds).RedundantBonds();
}
