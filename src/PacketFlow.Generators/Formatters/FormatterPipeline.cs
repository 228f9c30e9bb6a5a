using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>From the payload types of elements, molecules and contracts to one formatter for each.</summary>
internal static class FormatterPipeline
{
    private static readonly ParseMemory<PayloadGraph> Memory = new();

    /// <summary>The types that [PacketContract] names, each with all that it leads to.</summary>
    public static Providers Find(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<PayloadGraph?> found = context.SyntaxProvider.ForAttributeWithMetadataName(
            WellKnownNames.PacketContract, static (_, _) => true, static (found, token) => Memory.Recall(found, Parse, token));
        return new Providers(
            found.Select(static (graph, _) => graph?.Models ?? []).WithTrackingName(TrackingNames.Contracts),
            found.Select(static (graph, _) => graph?.Experiments ?? []));
    }

    /// <summary>Writes the formatters of all models, however many sources lead to one.</summary>
    public static void Emit(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<EquatableArray<string>> experiments,
        params IncrementalValuesProvider<EquatableArray<PayloadModel>>[] sources)
    {
        IncrementalValueProvider<EquatableArray<PayloadModel>> all = Merge(sources);
        context.RegisterFiles(
            all.SelectMany(static (models, _) => models).WithTrackingName(TrackingNames.Payload),
            experiments,
            static (output, model) => Guard.Emit(output, FormatterEmitter.HintName(model), model, FormatterEmitter.Emit));
        context.RegisterFiles(
            all.Select(static (models, _) => Entries(models)).WithTrackingName(TrackingNames.FormatterList),
            experiments,
            static (output, entries) =>
            {
                if (entries.Count > 0)
                {
                    Guard.Emit(output, FormatterListEmitter.HintName, entries, FormatterListEmitter.Emit);
                }
            });
    }

    private static PayloadGraph? Parse(GeneratorAttributeSyntaxContext found, CancellationToken cancellationToken) =>
        found.TargetSymbol is INamedTypeSymbol type
            ? PayloadParser.Contract(type, found.SemanticModel.Compilation, cancellationToken)
            : null;

    private static IncrementalValueProvider<EquatableArray<PayloadModel>> Merge(
        IncrementalValuesProvider<EquatableArray<PayloadModel>>[] sources)
    {
        IncrementalValueProvider<ImmutableArray<EquatableArray<PayloadModel>>> collected = sources[0].Collect();
        foreach (IncrementalValuesProvider<EquatableArray<PayloadModel>> source in sources.Skip(1))
        {
            collected = collected.Combine(source.Collect()).Select(static (pair, _) => pair.Left.AddRange(pair.Right));
        }

        return collected.Select(static (closures, _) => Distinct(closures)).WithTrackingName(TrackingNames.Payloads);
    }

    private static EquatableArray<PayloadModel> Distinct(ImmutableArray<EquatableArray<PayloadModel>> closures)
    {
        var models = new SortedDictionary<string, PayloadModel>(StringComparer.Ordinal);
        foreach (EquatableArray<PayloadModel> closure in closures)
        {
            foreach (PayloadModel model in closure)
            {
                models[model.FormatterName] = model;
            }
        }

        return models.Values.ToEquatableArray();
    }

    // A type with and without null in its arguments is one at run time: the strict formatter, whose name sorts first, is its default.
    private static EquatableArray<FormatterEntry> Entries(EquatableArray<PayloadModel> models) => models
        .Where(static model => model.Role != FormatterRole.Inner)
        .OrderBy(static model => model.TypeName, StringComparer.Ordinal)
        .GroupBy(static model => model.ClrName, StringComparer.Ordinal)
        .Select(static same => same.First())
        .Select(static model => new FormatterEntry(model.TypeName, model.ClrName, model.FormatterName, model.Role))
        .ToEquatableArray();

    /// <param name="Payloads">The types, each with all that it leads to.</param>
    /// <param name="Experiments">The ids of what is experimental in them.</param>
    internal sealed record Providers(
        IncrementalValuesProvider<EquatableArray<PayloadModel>> Payloads, IncrementalValuesProvider<EquatableArray<string>> Experiments);
}
