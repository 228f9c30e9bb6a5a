using PacketFlow.Molecules;

namespace PacketFlow.Generators.Tests.Molecules;

public sealed class InputTests
{
    [Fact]
    public void Parameters_are_filled_from_the_predecessor_and_then_from_the_input()
    {
        MoleculeModel molecule = Parse.Molecule("""
            [Molecule("m")]
            [IonicBond(nameof(Pay), nameof(Ship))]
            public sealed partial class M
            {
                [Element("cf", "pay")] public Paid Pay(Order order) => new(order.Id);
                [Element("ed", "ship")] public partial Task<Shipped> Ship(Paid paid, Order order, AtomContext context, CancellationToken ct);
            }
            """);

        molecule.Sources("Pay", "order").ShouldBe(["input"]);
        molecule.Sources("Ship", "paid").ShouldBe(["Pay"]);
        molecule.Sources("Ship", "order").ShouldBe(["input"]);
        molecule.Input!.TypeName.ShouldBe("global::Order");
        molecule.Output.Type!.TypeName.ShouldBe("global::Shipped");
        molecule.Step("Ship").Kind.ShouldBe(StepKind.Remote);
        molecule.Bonds[0].CarriesData.ShouldBeTrue();
        molecule.IsSound.ShouldBeTrue();
    }

    [Fact]
    public void Two_predecessors_that_fit_are_ambiguous()
    {
        MoleculeModel molecule = Parse.Molecule(Join("""[IonicBond("A", "C")][IonicBond("B", "C")]""", "Paid paid"));

        molecule.Input("C", "paid").Binding.ShouldBe(InputBinding.Ambiguous);
        molecule.Sources("C", "paid").ShouldBe(["A", "B"]);
        molecule.IsSound.ShouldBeFalse();
    }

    [Fact]
    public void From_decides_between_two_predecessors()
    {
        MoleculeModel molecule = Parse.Molecule(Join("""[IonicBond("A", "C")][IonicBond("B", "C")]""", """[From("B")] Paid paid"""));

        molecule.Sources("C", "paid").ShouldBe(["B"]);
    }

    [Fact]
    public void Predecessors_under_different_conditions_of_one_step_fill_a_parameter_together()
    {
        MoleculeModel molecule = Parse.Molecule(Join(
            """[IonicBond("Start", "A", When = "IsBig")][IonicBond("Start", "B", When = "IsSmall")][IonicBond("A", "C")][IonicBond("B", "C")]""", "Paid paid"));

        molecule.Input("C", "paid").Binding.ShouldBe(InputBinding.Step);
        molecule.Sources("C", "paid").ShouldBe(["A", "B"]);
        molecule.Step("A").MaySkip.ShouldBeTrue();
        molecule.Step("C").MaySkip.ShouldBeFalse();
        molecule.Output.Type!.TypeName.ShouldBe("global::Shipped");
        molecule.IsSound.ShouldBeTrue();
    }

    [Fact]
    public void Predecessors_under_the_same_condition_stay_ambiguous()
    {
        MoleculeModel molecule = Parse.Molecule(Join(
            """[IonicBond("Start", "A", When = "IsBig")][IonicBond("Start", "B", When = "IsBig")][IonicBond("A", "C")][IonicBond("B", "C")]""", "Paid paid"));

        molecule.Input("C", "paid").Binding.ShouldBe(InputBinding.Ambiguous);
    }

    [Fact]
    public void Missing_input_says_what_is_on_offer()
    {
        MoleculeModel molecule = Parse.Molecule("""
            [Molecule("m")]
            [IonicBond(nameof(Pay), nameof(Ship))]
            public sealed partial class M
            {
                [Element("cf", "pay")] public static Paid Pay(Order order) => new(order.Id);
                [Element("ed", "ship")] public static Shipped Ship(Item item) => new(item.Id);
            }
            """);

        StepInput input = molecule.Input("Ship", "item");
        input.Binding.ShouldBe(InputBinding.Missing);
        input.Offers.ShouldBe([new InputOffer(0, "Paid"), new InputOffer(-1, "Order")]);
        molecule.Bonds[0].IsMismatch.ShouldBeTrue();
    }

    [Theory]
    [InlineData("int", "int", nameof(Conversion.Identity), false)]
    [InlineData("int", "int?", nameof(Conversion.Identity), false)]
    [InlineData("int?", "int", nameof(Conversion.Identity), true)]
    [InlineData("string?", "string", nameof(Conversion.Identity), true)]
    [InlineData("int", "long", nameof(Conversion.Numeric), false)]
    [InlineData("long", "double", nameof(Conversion.Imprecise), false)]
    [InlineData("long", "int", nameof(Conversion.Narrowing), false)]
    [InlineData("List<int>", "IReadOnlyList<int>", nameof(Conversion.Reference), false)]
    public void Output_becomes_a_parameter_of_another_type(string from, string to, string conversion, bool dropsNull)
    {
        MoleculeModel molecule = Parse.Molecule($$"""
            [Molecule("m")]
            [IonicBond("A", "B")]
            public static partial class M
            {
                [Element("df", "a")] public static {{from}} A(Order order) => throw new Exception();
                [Element("df", "b")] public static void B({{to}} value) { }
            }
            """);

        InputSource source = molecule.Input("B", "value").Sources.ShouldHaveSingleItem();
        source.Conversion.ToString().ShouldBe(conversion);
        source.DropsNull.ShouldBe(dropsNull);
    }

    [Theory]
    [InlineData("""[From("Nobody")]""", nameof(InputBinding.FromUnknown))]
    [InlineData("""[From("C")]""", nameof(InputBinding.FromNotBefore))]
    [InlineData("""[From("Start")]""", nameof(InputBinding.FromMismatch))]
    public void From_that_cannot_be_kept_says_why(string from, string binding)
    {
        MoleculeModel molecule = Parse.Molecule(Join("""[IonicBond("Start", "A")][IonicBond("A", "C")]""", from + " Paid paid"));

        molecule.Input("C", "paid").Binding.ToString().ShouldBe(binding);
    }

    [Fact]
    public void Default_holds_where_nothing_fits()
    {
        MoleculeModel molecule = Parse.Molecule("""
            [Molecule("m")]
            public static partial class M { [Element("df", "a")] public static void A(Order order, int tries = 3) { } }
            """);

        molecule.Input("A", "tries").Binding.ShouldBe(InputBinding.Default);
        molecule.IsSound.ShouldBeTrue();
    }

    [Fact]
    public void First_steps_that_need_different_types_are_ambiguous()
    {
        MoleculeModel molecule = Parse.Molecule("""
            [Molecule("m")]
            [MetallicBond("A", "B")]
            public static partial class M
            {
                [Element("df", "a")] public static void A(Order order) { }
                [Element("df", "b")] public static void B(Item item) { }
            }
            """);

        molecule.Problems.HasFlag(MoleculeProblems.AmbiguousInput).ShouldBeTrue();
        molecule.InputCandidates.ShouldBe(["Order", "Item"]);
        molecule.Steps.ShouldAllBe(step => step.Inputs[0].Binding == InputBinding.Molecule);
    }

    private static string Join(string bonds, string parameter) => $$"""
        [Molecule("m")]
        {{bonds}}
        public static partial class M
        {
            [Element("df", "start")] public static Order Start(Order order) => order;
            [Element("df", "a")] public static Paid A(Order order) => new(1);
            [Element("df", "b")] public static Paid B(Order order) => new(2);
            [Element("df", "c")] public static Shipped C({{parameter}}) => new(3);
            private static bool IsBig(Order order) => order.Id > 10;
            private static bool IsSmall(Order order) => order.Id <= 10;
        }
        """;
}
