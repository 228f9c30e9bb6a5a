using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>The formatter of an abstract type with declared cases.</summary>
internal static class UnionEmitter
{
    public static string Emit(UnionPayload payload)
    {
        SourceWriter writer = FormatterFile.Open(
            payload, $"internal sealed class {payload.FormatterName} : global::PacketFlow.Formatter<{payload.TypeName}>");
        writer.Line($"public static readonly {payload.FormatterName} Instance = new();").Line();
        EmitWrite(writer, payload);
        writer.Line();
        EmitRead(writer, payload);
        SchemaEmitter.Emit(writer, payload.Cases);
        return writer.Close().ToString();
    }

    private static void EmitWrite(SourceWriter writer, UnionPayload payload)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public override void Write(ref global::PacketFlow.PacketWriter writer, {payload.TypeName} value)");
        writer.Open("switch (value)");
        foreach (UnionCase one in payload.Cases)
        {
            writer.Line($"case {one.TypeName} it:").Indent();
            writer.Line($"global::{GeneratedFile.Namespace}.{one.FormatterName}.WriteCase(ref writer, it, {WireText.Utf8(one.Name)});");
            writer.Line("break;").Outdent();
        }

        writer.Line("case null:").Indent().Line("writer.WriteNil();").Line("break;").Outdent();
        writer.Line("default:").Indent().Line("writer.ThrowUndeclaredCase(value);").Line("break;").Outdent();
        writer.Close().Close();
    }

    private static void EmitRead(SourceWriter writer, UnionPayload payload)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public override {payload.TypeName} Read(ref global::PacketFlow.PacketReader reader)");
        writer.Line("global::System.ReadOnlySpan<byte> name = reader.PeekCase();");
        writer.Open("switch (name.Length)");
        foreach (UnionCase one in payload.Cases)
        {
            writer.Line(WireText.Case("name", one.Name)).Indent();
            writer.Line($"return {FormatterNames.Instance(one.FormatterName)}.Read(ref reader);").Outdent();
        }

        writer.Line("default:").Indent();
        writer.Line($"return reader.ThrowUnknownCase<{payload.TypeName}>({Literals.Of(string.Join(" or ", payload.Cases.Select(static one => one.Name)))});");
        writer.Outdent().Close().Close();
    }
}
