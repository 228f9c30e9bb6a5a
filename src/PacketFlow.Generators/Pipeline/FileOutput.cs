using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Generators;

/// <summary>Registers what is written for models.</summary>
internal static class FileOutput
{
    /// <summary>Writes the files of each item.</summary>
    public static void RegisterFiles<T>(
        this IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<T> items,
        IncrementalValueProvider<EquatableArray<string>> experiments,
        Action<FileSink, T> write) =>
        context.RegisterSourceOutput(items.Combine(experiments), (output, item) => write(new FileSink(output, item.Right), item.Left));

    /// <summary>Writes the files of one item.</summary>
    public static void RegisterFiles<T>(
        this IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<T> item,
        IncrementalValueProvider<EquatableArray<string>> experiments,
        Action<FileSink, T> write) =>
        context.RegisterSourceOutput(item.Combine(experiments), (output, one) => write(new FileSink(output, one.Right), one.Left));

    /// <summary>All ids of several sources, each once, in ordinal order.</summary>
    public static IncrementalValueProvider<EquatableArray<string>> Join(params IncrementalValuesProvider<EquatableArray<string>>[] sources) => sources
        .Select(static source => source.Where(static ids => ids.Count > 0).Collect().Select(static (all, _) => Distinct(all)))
        .Aggregate(static (all, one) => all.Combine(one).Select(static (pair, _) => Distinct([pair.Left, pair.Right])))
        .WithTrackingName(TrackingNames.Experiments);

    private static EquatableArray<string> Distinct(IEnumerable<EquatableArray<string>> sources) => sources
        .SelectMany(static ids => ids)
        .Distinct()
        .OrderBy(static id => id, StringComparer.Ordinal)
        .ToEquatableArray();
}
