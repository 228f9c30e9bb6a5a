using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Elements;
using PacketFlow.Generators.Manifest;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>From methods with [Element] outside molecules to their handlers and typed references.</summary>
internal static class ElementPipeline
{
    private static readonly ParseMemory<Found<ParsedElement>> Memory = new();

    public static Providers Find(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Found<ParsedElement>> found = context.SyntaxProvider
            .ForAttributeWithMetadataName(WellKnownNames.Element, static (node, _) => node is MethodDeclarationSyntax, static (context, token) => Memory.Recall(context, Parse, token))
            .Where(static element => element is not null)
            .Select(static (element, _) => element!)
            .WithTrackingName(TrackingNames.Elements);

        IncrementalValuesProvider<HandlerTypeModel> types = found
            .Where(static element => element.Model is { Element.Problems: HandlerProblems.None })
            .Select(static (element, _) => element.Model!.Element)
            .Collect()
            .SelectMany(static (elements, _) => HandlerTypes.Group(elements))
            .WithTrackingName(TrackingNames.HandlerTypes);

        IncrementalValueProvider<EquatableArray<FailureModel>> failures = found
            .Where(static element => element.Failure is not null)
            .Select(static (element, _) => element.Failure!)
            .Collect()
            .Select(static (all, _) => all.OrderBy(static failure => failure.Member, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(TrackingNames.Failures);

        IncrementalValuesProvider<EquatableArray<PayloadModel>> payloads = found
            .Where(static element => element.Model is { Payloads.Count: > 0 })
            .Select(static (element, _) => element.Model!.Payloads)
            .WithTrackingName(TrackingNames.ElementPayloads);

        return new Providers(types, payloads, failures, types.Collect().Select(static (all, _) => ElementManifest.Of(all)),
            found.Select(static (element, _) => element.Model?.Experiments ?? []));
    }

    public static void Emit(IncrementalGeneratorInitializationContext context, Providers elements, ProjectPipeline.Providers project, IncrementalValueProvider<EquatableArray<string>> experiments)
    {
        IncrementalValueProvider<ElementIndexModel?> index = elements.Types.Collect().Combine(project.Modules).Combine(project.Project)
            .Select(static (input, _) => input.Right.HasAbstractions ? ElementIndex.Of(input.Left.Left, input.Left.Right) : null)
            .WithTrackingName(TrackingNames.ElementIndex);

        context.RegisterFiles(elements.Types, experiments, static (output, type) =>
        {
            if (type.Handlers.Count > 0)
            {
                Guard.Emit(output, $"Handlers.{type.Container.UniqueName}", type, HandlerEmitter.Emit);
            }

            if (type.References.Count > 0)
            {
                Guard.Emit(output, $"References.{type.Container.UniqueName}", type, ReferenceEmitter.Emit);
            }
        });
        context.RegisterFiles(index, experiments, static (output, model) =>
        {
            if (model is not null)
            {
                Guard.Emit(output, "Elements", model, ElementIndexEmitter.Emit);
            }
        });
        context.RegisterSourceOutput(elements.Failures, static (output, failures) =>
        {
            if (failures.Count > 0)
            {
                output.AddSource("Elements.Failures.g.cs", Guard.Describe(failures));
            }
        });
    }

    private static Found<ParsedElement>? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];

        // Both parts of a partial method show all its attributes; the part that carries the first one speaks for the method.
        bool isFirst = attribute.ApplicationSyntaxReference is { } written
            && written.SyntaxTree == context.TargetNode.SyntaxTree
            && context.TargetNode.FullSpan.Contains(written.Span);

        // In a molecule it is a step.
        if (!isFirst || method.ContainingType is null || method.ContainingType.FindAttribute(WellKnownNames.Molecule) is not null)
        {
            return null;
        }

        return Guard.Parse(
            method,
            () => Parse(method.PartialDefinitionPart ?? method, attribute, context.SemanticModel.Compilation, cancellationToken));
    }

    private static ParsedElement Parse(
        IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        ElementModel element = ElementParser.ParseMethod(method, attribute, compilation, cancellationToken);
        PayloadGraph[] graphs = element.Problems == HandlerProblems.None
            ? [.. SignatureParser.PayloadTypes(method, compilation).Select(type => PayloadParser.Graph(type, compilation, cancellationToken))]
            : [];
        return new ParsedElement(
            element,
            graphs.SelectMany(static graph => graph.Models).ToEquatableArray(),
            graphs.SelectMany(static graph => graph.Experiments).Concat(Experiments.Of(method)).Distinct().ToEquatableArray());
    }

    /// <param name="Types">The user's types with what they declare.</param>
    /// <param name="Payloads">The types that they carry, each with all that it leads to.</param>
    /// <param name="Failures">What could not be parsed, through a fault of ours.</param>
    /// <param name="ManifestPart">What they add to the assembly's module.</param>
    /// <param name="Experiments">The ids of what is experimental in them.</param>
    internal sealed record Providers(
        IncrementalValuesProvider<HandlerTypeModel> Types,
        IncrementalValuesProvider<EquatableArray<PayloadModel>> Payloads,
        IncrementalValueProvider<EquatableArray<FailureModel>> Failures,
        IncrementalValueProvider<ManifestPart> ManifestPart,
        IncrementalValuesProvider<EquatableArray<string>> Experiments);
}
