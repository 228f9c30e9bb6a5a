using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>The formatter of a class, record or struct.</summary>
internal static class ObjectEmitter
{
    public static string Emit(ObjectPayload payload)
    {
        SourceWriter writer = FormatterFile.Open(
            payload, $"internal sealed class {payload.FormatterName} : global::PacketFlow.Formatter<{payload.TypeName}>");
        writer.Line($"public static readonly {payload.FormatterName} Instance = new();").Line();
        foreach (PayloadField field in payload.Fields)
        {
            new CheckWriting(writer, "reader").EmitExpressions(field.Member, field.Checks);
        }

        new ObjectWriting(writer, payload).Emit();
        writer.Line();
        new ObjectReading(writer, payload).Emit();
        SchemaEmitter.Emit(writer, payload.Fields);
        return writer.Close().ToString();
    }
}
