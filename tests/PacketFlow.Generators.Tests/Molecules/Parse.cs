using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PacketFlow.Molecules;

namespace PacketFlow.Generators.Tests.Molecules;

/// <summary>Parses the molecule of a source.</summary>
internal static class Parse
{
    /// <summary>The payloads that the molecules of these tests pass on.</summary>
    public const string Payloads = """
        public record Order(int Id); public record Paid(int Id); public record Shipped(int Id); public record Item(int Id);
        """;

    public static MoleculeModel Molecule(string source, string name = "M")
    {
        CSharpCompilation compilation = UserProject.Of(source, Payloads).Compile();
        return MoleculeParser.Parse(compilation.GetTypeByMetadataName(name).ShouldNotBeNull(), compilation, default).ShouldNotBeNull();
    }

    public static StepModel Step(this MoleculeModel molecule, string name) => molecule.Steps.Single(step => step.Name == name);

    public static StepInput Input(this MoleculeModel molecule, string step, string parameter) =>
        molecule.Step(step).Inputs.Single(input => input.Name == parameter);

    /// <summary>The sources of a parameter: names of steps, or <c>input</c>.</summary>
    public static string[] Sources(this MoleculeModel molecule, string step, string parameter) =>
        [.. molecule.Input(step, parameter).Sources.Select(source => source.Step < 0 ? "input" : molecule.Steps[source.Step].Name)];
}
