using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Elements;
using PacketFlow.Generators.Manifest;
using PacketFlow.Molecules;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Molecules;

/// <summary>From classes with [Molecule] to their members, the handlers of their steps and their diagrams.</summary>
internal static class MoleculePipeline
{
    private static readonly ParseMemory<Found<ParsedMolecule>> Memory = new();

    public static Providers Find(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Found<ParsedMolecule>> found = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnownNames.Molecule,
                static (node, _) => node is TypeDeclarationSyntax,
                static (context, token) => Memory.Recall(context, Parse, token))
            .Where(static molecule => molecule is not null)
            .Select(static (molecule, _) => molecule!)
            .WithTrackingName(TrackingNames.ParsedMolecules);

        IncrementalValuesProvider<MoleculeModel> molecules = found
            .Where(static molecule => molecule.Model is not null)
            .Select(static (molecule, _) => molecule.Model!.Molecule)
            .WithTrackingName(TrackingNames.Molecules);

        IncrementalValuesProvider<EquatableArray<PayloadModel>> payloads = found
            .Where(static molecule => molecule.Model is { Payloads.Count: > 0 })
            .Select(static (molecule, _) => molecule.Model!.Payloads)
            .WithTrackingName(TrackingNames.MoleculePayloads);

        IncrementalValueProvider<EquatableArray<FailureModel>> failures = found
            .Where(static molecule => molecule.Failure is not null)
            .Select(static (molecule, _) => molecule.Failure!)
            .Collect()
            .Select(static (all, _) => all.OrderBy(static failure => failure.Member, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(TrackingNames.MoleculeFailures);

        IncrementalValueProvider<bool> drawsFiles = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.PacketFlowMermaid", out string? value)
                && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase))
            .WithTrackingName(TrackingNames.Diagrams);

        return new Providers(molecules, payloads, failures, drawsFiles, molecules.Collect().Select(static (all, _) => MoleculeManifest.Of(all)),
            found.Select(static (molecule, _) => molecule.Model?.Experiments ?? []));
    }

    public static void Emit(
        IncrementalGeneratorInitializationContext context, Providers molecules, IncrementalValueProvider<EquatableArray<string>> experiments)
    {
        context.RegisterFiles(molecules.Molecules, experiments, static (output, molecule) =>
        {
            // Without the word partial there is no place for members.
            if (molecule.Container.IsPartial)
            {
                Guard.Emit(output, $"Molecule.{molecule.Container.UniqueName}", molecule, MoleculeEmitter.Emit);
            }

            if (MoleculeManifest.HasHandlers(molecule))
            {
                Guard.Emit(output, $"Steps.{molecule.Container.UniqueName}", molecule, StepHandlerEmitter.Emit);
            }
        });
        context.RegisterFiles(molecules.Molecules.Combine(molecules.DrawsFiles), experiments, static (output, input) =>
        {
            if (input.Right)
            {
                Guard.Emit(output, $"Diagram.{input.Left.Container.UniqueName}", input.Left, DiagramEmitter.Emit);
            }
        });
        context.RegisterSourceOutput(molecules.Failures, static (output, failures) =>
        {
            if (failures.Count > 0)
            {
                output.AddSource("Molecules.Failures.g.cs", Guard.Describe(failures));
            }
        });
    }

    private static Found<ParsedMolecule>? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        // A class in several parts is seen once: where the attribute, or the first of two, is written.
        return context.TargetSymbol is INamedTypeSymbol type
            && context.Attributes[0].ApplicationSyntaxReference is { } written
            && written.SyntaxTree == context.TargetNode.SyntaxTree
            && context.TargetNode.FullSpan.Contains(written.Span)
                ? Guard.Parse(type, () => Parse(type, context.SemanticModel.Compilation, cancellationToken))
                : null;
    }

    private static ParsedMolecule? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        MoleculeParser.Parse(type, compilation, cancellationToken, out EquatableArray<PayloadModel> payloads) is { } molecule
            ? new ParsedMolecule(molecule, payloads, ExperimentsOf(type, compilation, cancellationToken))
            : null;

    private static EquatableArray<string> ExperimentsOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        MoleculeSymbols.Steps(type)
            .SelectMany(step => SignatureParser.PayloadTypes(step, compilation)
                .SelectMany(payload => PayloadParser.Graph(payload, compilation, cancellationToken).Experiments)
                .Concat(Experiments.Of(step)))
            .Distinct()
            .ToEquatableArray();

    /// <param name="Molecules">The molecules.</param>
    /// <param name="Payloads">The types that they carry, each with all that it leads to.</param>
    /// <param name="Failures">What could not be parsed, through a fault of ours.</param>
    /// <param name="DrawsFiles">Whether the build wants the diagrams as files.</param>
    /// <param name="ManifestPart">What they add to the assembly's module.</param>
    /// <param name="Experiments">The ids of what is experimental in them.</param>
    internal sealed record Providers(
        IncrementalValuesProvider<MoleculeModel> Molecules,
        IncrementalValuesProvider<EquatableArray<PayloadModel>> Payloads,
        IncrementalValueProvider<EquatableArray<FailureModel>> Failures,
        IncrementalValueProvider<bool> DrawsFiles,
        IncrementalValueProvider<ManifestPart> ManifestPart,
        IncrementalValuesProvider<EquatableArray<string>> Experiments);
}
