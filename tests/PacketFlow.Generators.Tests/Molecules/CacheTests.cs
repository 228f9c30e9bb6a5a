using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Generators.Tests.Molecules;

/// <summary>An edit that changes no molecule makes the molecules' steps do nothing.</summary>
public sealed class CacheTests
{
    private static readonly string[] Steps = ["ParsedMolecules", "Molecules", "MoleculePayloads", "MoleculeFailures", "Diagrams"];

    private const string Source = """
        public record Order(int Id);

        [Molecule("first")]
        [IonicBond(nameof(A), nameof(B))]
        public static partial class First
        {
            [Element("df", "a")] public static Order A(Order order) => order;
            [Element("df", "b")] public static partial Task<int> B(Order order);
        }

        [Molecule("second")]
        public static partial class Second { [Element("df", "c")] public static int C(int x) => x; }
        """;

    [Theory]
    [InlineData("public record Order", "// a comment\npublic record Order")]
    [InlineData("=> order;", "=> new(order.Id + 1);")]
    [InlineData("public static int C(int x) => x;", "public static int C(int x) { return x + 1; }")]
    [InlineData("public record Order", "public class Unrelated { public int X; }\npublic record Order")]
    public void Edit_that_changes_no_molecule_changes_no_step(string before, string after)
    {
        GeneratorRun run = Edit(before, after);

        foreach (string step in Steps)
        {
            Reasons(run, step).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged, step);
        }

        Outputs(run).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Changed_molecule_leaves_the_other_as_it_is() =>
        Reasons(Edit("\"second\"", "\"third\""), "Molecules").Order().ShouldBe([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached]);

    [Fact]
    public void Changed_payload_leaves_the_molecules_as_they_are()
    {
        GeneratorRun run = Edit("Order(int Id)", "Order(int Id, string Name = \"\")");

        Reasons(run, "Molecules").ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged);
        Reasons(run, "MoleculePayloads").ShouldContain(IncrementalStepRunReason.Modified);
    }

    private static GeneratorRun Edit(string before, string after) => GeneratorRun.Of(Source)
        .Then(project => project with { Sources = [("Source0.cs", Source.Replace(before, after, StringComparison.Ordinal))] });

    private static ImmutableArray<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) =>
        [.. run.Result.TrackedSteps[step].SelectMany(static one => one.Outputs).Select(static output => output.Reason)];

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs).Select(static output => output.Reason);
}
