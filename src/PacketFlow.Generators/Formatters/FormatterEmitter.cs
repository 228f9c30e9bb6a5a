using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>From the model of a payload type to the text of its formatter.</summary>
internal static class FormatterEmitter
{
    /// <summary>The name of the file.</summary>
    public static string HintName(PayloadModel model) => $"Formatter.{Identifiers.Unique(model.FormatterName)}";

    public static string Emit(PayloadModel model) => model switch
    {
        ObjectPayload payload => ObjectEmitter.Emit(payload),
        UnionPayload payload => UnionEmitter.Emit(payload),
        TuplePayload payload => TupleEmitter.Emit(payload),
        CompositePayload payload => EmitComposite(payload),
        _ => throw new InvalidOperationException($"No emitter for {model.GetType().Name}."),
    };

    private static string EmitComposite(CompositePayload payload)
    {
        SourceWriter writer = FormatterFile.Open(payload, $"internal static class {payload.FormatterName}");
        writer.Line($"public static readonly {payload.FormatterType} Instance =");
        writer.Indent().Line($"new({string.Join(", ", payload.Arguments)});").Outdent();
        return writer.Close().ToString();
    }
}
