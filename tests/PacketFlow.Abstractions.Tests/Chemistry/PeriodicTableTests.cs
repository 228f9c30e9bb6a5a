namespace PacketFlow.Abstractions.Tests.Chemistry;

public class PeriodicTableTests
{
    private static readonly string[] Codes = ["cf", "df", "ed", "co", "mc", "rm"];

    [Fact]
    public void Group_codes_are_read_back_as_their_groups()
    {
        PeriodicTable.Groups.Select(PeriodicTable.GroupCode).ShouldBe(Codes);
        foreach (var group in PeriodicTable.Groups)
        {
            PeriodicTable.TryParseGroup(PeriodicTable.GroupCode(group), out var parsed).ShouldBeTrue();
            parsed.ShouldBe(group);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("DF")]
    [InlineData("dataflow")]
    [InlineData(" df")]
    public void Anything_but_a_lower_case_code_is_no_group(string? code) => PeriodicTable.TryParseGroup(code, out _).ShouldBeFalse();

    [Theory]
    [InlineData("DF", "df")]
    [InlineData("fd", "df")]
    [InlineData("mcc", "mc")]
    [InlineData("dataflow", null)]
    public void Nearest_group_is_the_one_with_the_fewest_edits(string written, string? expected) =>
        PeriodicTable.NearestGroup(written).ShouldBe(expected);

    [Theory]
    [InlineData(AtomGroup.Cf, "seq branch loop exception gate ping health shutdown restart")]
    [InlineData(AtomGroup.Df, "produce consume transform aggregate validate filter")]
    [InlineData(AtomGroup.Ed, "signal timer threshold pattern watch react notify trigger subscribe")]
    [InlineData(AtomGroup.Co, "barrier broadcast gather election vote distribute")]
    [InlineData(AtomGroup.Mc, "spawn migrate adapt reflect scale analyze optimize predict learn")]
    [InlineData(AtomGroup.Rm, "allocate release lock cache monitor scale cleanup")]
    public void Registry_holds_the_known_elements(AtomGroup group, string names) =>
        PeriodicTable.KnownElements(group).ShouldBe(names.Split(' '));

    [Theory]
    [InlineData(AtomGroup.Cf, "br branch lp loop ex exception")]
    [InlineData(AtomGroup.Df, "pr produce cs consume tr transform ag aggregate reduce aggregate")]
    [InlineData(AtomGroup.Ed, "sg signal tm timer th threshold pt pattern")]
    [InlineData(AtomGroup.Co, "ba barrier sync barrier bc broadcast ga gather el election")]
    [InlineData(AtomGroup.Mc, "sp spawn mg migrate ad adapt tune adapt rf reflect")]
    [InlineData(AtomGroup.Rm, "al allocate alloc allocate rl release free release lk lock ca cache")]
    public void Alias_stands_for_its_element_and_crosses_no_group(AtomGroup group, string pairs)
    {
        var words = pairs.Split(' ').Chunk(2).ToArray();
        foreach (var (alias, name) in words.Select(static pair => (pair[0], pair[1])))
        {
            PeriodicTable.Canonicalize(group, alias).ShouldBe(name);
            PeriodicTable.IsKnown(group, alias).ShouldBeTrue();
            PeriodicTable.Groups.Where(other => other != group).ShouldAllBe(other => !PeriodicTable.IsKnown(other, alias));
        }

        PeriodicTable.KnownElements(group).Sum(name => PeriodicTable.Aliases(group, name).Count).ShouldBe(words.Length);
    }

    [Fact]
    public void Name_that_nobody_knows_stays_as_it_is()
    {
        PeriodicTable.Canonicalize(AtomGroup.Df, "uppercase").ShouldBe("uppercase");
        PeriodicTable.IsKnown(AtomGroup.Df, "uppercase").ShouldBeFalse();
    }

    [Theory]
    [InlineData(AtomGroup.Cf, "ping", true)]
    [InlineData(AtomGroup.Cf, "health", true)]
    [InlineData(AtomGroup.Cf, "seq", false)]
    [InlineData(AtomGroup.Ed, "ping", false)]
    public void Ping_and_health_are_mandatory(AtomGroup group, string name, bool expected) =>
        PeriodicTable.IsMandatory(group, name).ShouldBe(expected);

    [Theory]
    [InlineData("transfrom", "transform")]
    [InlineData("tranform", "transform")]
    [InlineData("Validate", "validate")]
    [InlineData("transform", "transform")]
    [InlineData("translate", null)]
    [InlineData("uppercase", null)]
    public void Nearest_element_is_within_two_edits(string written, string? expected) =>
        PeriodicTable.NearestElement(AtomGroup.Df, written).ShouldBe(expected);

    [Theory]
    [InlineData(AtomGroup.Cf, "seq", 10, 40)]
    [InlineData(AtomGroup.Cf, "ping", 5, 15)]
    [InlineData(AtomGroup.Cf, "health", 10, 30)]
    [InlineData(AtomGroup.Df, "transform", 30, 120)]
    [InlineData(AtomGroup.Df, "tr", 30, 120)]
    [InlineData(AtomGroup.Df, "validate", 15, 60)]
    [InlineData(AtomGroup.Df, "uppercase", 30, 120)]
    [InlineData(AtomGroup.Ed, "signal", 5, 15)]
    [InlineData(AtomGroup.Ed, "notify", 5, 20)]
    [InlineData(AtomGroup.Co, "broadcast", 20, 60)]
    [InlineData(AtomGroup.Co, "vote", 20, 80)]
    [InlineData(AtomGroup.Mc, "analyze", 60, 300)]
    [InlineData(AtomGroup.Mc, "learn", 60, 240)]
    [InlineData(AtomGroup.Rm, "monitor", 10, 30)]
    [InlineData(AtomGroup.Rm, "lock", 10, 40)]
    public void Timeouts_are_the_elements_else_the_groups(AtomGroup group, string name, double expectedDefault, double expectedMaximum)
    {
        PeriodicTable.DefaultTimeoutSeconds(group, name).ShouldBe(expectedDefault);
        PeriodicTable.MaximumTimeoutSeconds(group, name).ShouldBe(expectedMaximum);
    }

    [Theory]
    [InlineData(ReactorType.CpuBound, ".9 .8 .3 .4 .6 .5")]
    [InlineData(ReactorType.MemoryBound, ".4 .9 .2 .6 .7 .9")]
    [InlineData(ReactorType.IoBound, ".3 .7 .9 .8 .5 .4")]
    [InlineData(ReactorType.NetworkBound, ".2 .6 .8 .9 .6 .3")]
    [InlineData(ReactorType.General, ".45 .75 .55 .675 .6 .525")]
    public void Affinity_follows_the_matrix(ReactorType type, string row)
    {
        var expected = row.Split(' ').Select(static cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture));

        PeriodicTable.Groups.Zip(expected).ShouldAllBe(cell => Math.Abs(PeriodicTable.Affinity(type, cell.First) - cell.Second) < 1e-12);
    }

    [Fact]
    public void Affinity_of_several_types_is_the_best_of_them()
    {
        PeriodicTable.Affinity([ReactorType.CpuBound, ReactorType.IoBound], AtomGroup.Ed).ShouldBe(0.9);
        PeriodicTable.Affinity([ReactorType.CpuBound, ReactorType.IoBound], AtomGroup.Cf).ShouldBe(0.9);
        PeriodicTable.Affinity([], AtomGroup.Cf).ShouldBe(0);
    }

    [Fact]
    public void Groups_go_to_their_type_of_reactor() =>
        PeriodicTable.Groups.Select(PeriodicTable.DefaultReactorType).ShouldBe(
            [ReactorType.CpuBound, ReactorType.MemoryBound, ReactorType.IoBound, ReactorType.NetworkBound, ReactorType.CpuBound, ReactorType.General]);

    [Fact]
    public void Reactivity_falls_from_events_to_meta_computation() =>
        PeriodicTable.Groups.OrderByDescending(PeriodicTable.Reactivity).ShouldBe(
            [AtomGroup.Ed, AtomGroup.Df, AtomGroup.Cf, AtomGroup.Rm, AtomGroup.Co, AtomGroup.Mc]);

    [Fact]
    public void Periodic_properties_follow_their_formulas()
    {
        PeriodicTable.IonizationEnergy(AtomGroup.Cf, "ping").ShouldBe(1);
        PeriodicTable.IonizationEnergy(AtomGroup.Mc, "analyze", priority: 10).ShouldBe(6);
        PeriodicTable.Electronegativity(AtomGroup.Df).ShouldBe(3.75, 1e-12);
        PeriodicTable.Electronegativity(AtomGroup.Df, priority: 10).ShouldBe(7.5, 1e-12);
        PeriodicTable.AtomicRadius(AtomGroup.Co, affectedProcesses: 5).ShouldBe(4.5, 1e-12);
        Should.Throw<ArgumentOutOfRangeException>(() => PeriodicTable.IonizationEnergy(AtomGroup.Cf, "ping", 11));
        Should.Throw<ArgumentOutOfRangeException>(() => PeriodicTable.Electronegativity(AtomGroup.Cf, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => PeriodicTable.AtomicRadius(AtomGroup.Cf, -1));
    }

    [Fact]
    public void Value_that_is_no_group_is_refused()
    {
        const AtomGroup Seventh = (AtomGroup)6;

        Should.Throw<ArgumentOutOfRangeException>(() => PeriodicTable.GroupCode(Seventh));
        Should.Throw<ArgumentOutOfRangeException>(() => PeriodicTable.DefaultTimeoutSeconds(Seventh));
        Should.Throw<ArgumentOutOfRangeException>(() => PeriodicTable.Affinity(ReactorType.CpuBound, Seventh));
        Should.Throw<ArgumentOutOfRangeException>(() => PeriodicTable.Affinity((ReactorType)5, AtomGroup.Cf));
        Should.Throw<ArgumentOutOfRangeException>(() => PeriodicTable.DefaultReactorType(Seventh));
        Should.Throw<ArgumentOutOfRangeException>(() => PeriodicTable.Reactivity(Seventh));
    }

    [Fact]
    public void Name_that_is_null_is_refused()
    {
        Should.Throw<ArgumentNullException>(() => PeriodicTable.Canonicalize(AtomGroup.Df, null!));
        Should.Throw<ArgumentNullException>(() => PeriodicTable.IonizationEnergy(AtomGroup.Df, null!));
        Should.Throw<ArgumentNullException>(() => PeriodicTable.NearestElement(AtomGroup.Df, null!));
        Should.Throw<ArgumentNullException>(() => PeriodicTable.NearestGroup(null!));
        Should.Throw<ArgumentNullException>(() => PeriodicTable.Affinity(null!, AtomGroup.Df));
    }
}
