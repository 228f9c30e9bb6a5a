using PacketFlow.Generators.Tests.Elements;

namespace PacketFlow.Generators.Tests.Molecules;

/// <summary>Molecules nested in molecules of other assemblies: their plans are put together and run, whatever is internal in them.</summary>
public sealed class OverAssembliesTests
{
    private const string Depot = """
        namespace Depot
        {
            public sealed record Order(int Id, string[] Items);
            public sealed record Parcel(int Id, int Weight);
            internal sealed record Weighed(Order Order, int Weight);

            [Molecule("pack")]
            [IonicBond(nameof(Weigh), nameof(Wrap))]
            public sealed partial class Pack
            {
                [Element("df", "weigh")] internal Weighed Weigh(Order order) => new(order, order.Items.Sum(static item => item.Length));
                [Element("ed", "wrap")] internal partial Task<Parcel> Wrap(Weighed weighed);
            }

            internal static class Wrapping { [Element("ed", "wrap")] internal static Parcel Wrap(Weighed weighed) => new(weighed.Order.Id, weighed.Weight + 1); }
        }
        """;

    private const string Dispatch = """
        namespace Dispatch
        {
            public sealed record Sent(Depot.Parcel Parcel, string By);

            [Molecule("dispatch")]
            [IonicBond(nameof(Pack), nameof(Send))]
            public sealed partial class Shipping
            {
                [Nested(typeof(Depot.Pack))] public partial Task<Depot.Parcel> Pack(Depot.Order order);
                [Element("co", "send")] internal Sent Send(Depot.Parcel parcel) => new(parcel, "ship");
            }

            // The same names as in the project that uses it.
            internal static class Handlers { [Element("df", "mark")] internal static string Mark(string text) => text + "!"; }
        }
        """;

    private const string Shop = """
        [Molecule("buy")]
        [IonicBond(nameof(Check), nameof(Ship))]
        [IonicBond(nameof(Ship), nameof(Receipt))]
        public sealed partial class Buy
        {
            [Element("df", "check")] public Depot.Order Check(string items) => new(7, items.Split(' '));
            [Nested(typeof(Dispatch.Shipping))] public partial Task<Dispatch.Sent> Ship(Depot.Order order);
            [Element("df", "receipt")] public string Receipt(Dispatch.Sent sent) => $"{sent.Parcel.Id} {sent.Parcel.Weight} {sent.By}";
        }

        internal static class Handlers { [Element("df", "note")] internal static string Mark(string text) => text + "?"; }
        """;

    [Fact]
    public void Molecule_three_deep_over_three_assemblies_runs()
    {
        GeneratorRun depot = Library("Depot", Depot), dispatch = Library("Dispatch", Dispatch, depot);

        Consumer(
            """return engine.Run(Buy.Molecule, "tea bread") + ": " + string.Join(' ', engine.Log);""", depot, dispatch)
            .Run(depot, dispatch).ShouldBe("7 9 ship: Check Ship Pack Weigh Wrap Send Receipt");
    }

    [Fact]
    public void Plan_of_a_nested_molecule_is_that_of_its_own_assembly()
    {
        GeneratorRun depot = Library("Depot", Depot), dispatch = Library("Dispatch", Dispatch, depot);

        Consumer(
            """
            MoleculeDefinition ship = Buy.Molecule.Definition.Nested(Buy.Plan.Steps.Single(static step => step.Kind == StepKind.Nested).Number);
            MoleculeDefinition pack = ship.Nested(ship.Plan.Steps.Single(static step => step.Kind == StepKind.Nested).Number);
            return string.Join(" > ", new[] { Buy.Plan, ship.Plan, pack.Plan }.Select(static plan => plan.Name + ":" + string.Join(',', plan.CriticalPath)));
            """,
            depot, dispatch).Run(depot, dispatch).ShouldBe("buy:Check,Ship,Receipt > dispatch:Pack,Send > pack:Weigh,Wrap");
    }

    [Fact]
    public void Elements_of_all_assemblies_are_reached_by_the_last()
    {
        GeneratorRun depot = Library("Depot", Depot), dispatch = Library("Dispatch", Dispatch, depot);

        Consumer("""return host.Run(Elements.Df.Mark, "a") + host.Run(Elements.Df.Note, "b") + host.Modules.Count;""", depot, dispatch)
            .Run(depot, dispatch).ShouldBe("a!b?3");
    }

    private static GeneratorRun Library(string name, string source, params GeneratorRun[] references) => GeneratorRun.Of(
        UserProject.Of(source) with { AssemblyName = name, References = [.. references.Select(static one => one.ToReference())] }).ShouldCompile();

    private static GeneratorRun Consumer(string run, params GeneratorRun[] references) => GeneratorRun.Of(
        Harness.Project("var engine = new Testing.Engine(host);\n" + run, Engine.Source, "global using PacketFlow.CompilerServices;", Shop) with
        {
            References = [.. references.Select(static one => one.ToReference())],
        }).ShouldCompile();
}
