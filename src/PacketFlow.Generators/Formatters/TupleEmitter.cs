using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>The formatter of a tuple.</summary>
internal static class TupleEmitter
{
    public static string Emit(TuplePayload payload)
    {
        SourceWriter writer = FormatterFile.Open(
            payload, $"internal sealed class {payload.FormatterName} : global::PacketFlow.Formatter<{payload.TypeName}>");
        writer.Line($"public static readonly {payload.FormatterName} Instance = new();").Line();
        EmitWrite(writer, payload);
        writer.Line();
        EmitRead(writer, payload);
        EmitDescribe(writer, payload);
        return writer.Close().ToString();
    }

    private static void EmitWrite(SourceWriter writer, TuplePayload payload)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public override void Write(ref global::PacketFlow.PacketWriter writer, {payload.TypeName} value)");
        if (!payload.IsValueType)
        {
            writer.Open("if (value is null)").Line("writer.WriteNil();").Line("return;").Close().Line();
        }

        writer.Line("writer.Enter();");
        writer.Line($"writer.WriteArrayHeader({Literals.Of(payload.Items.Count)});");
        for (int i = 0; i < payload.Items.Count; i++)
        {
            string item = $"value.Item{Literals.Of(i + 1)}";
            writer.Line(payload.Items[i] is { Primitive: { } primitive }
                ? $"writer.Write{primitive}({item});"
                : $"{payload.Items[i].Formatter}.Write(ref writer, {item});");
        }

        writer.Line("writer.Leave();").Close();
    }

    // One item makes no tuple in the language's own form; eight or more fit no constructor.
    private static void EmitRead(SourceWriter writer, TuplePayload payload)
    {
        string items = string.Join(", ", payload.Items.Select(static item =>
            item.Primitive is { } primitive ? $"reader.Read{primitive}()" : $"{item.Formatter}.Read(ref reader)"));
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public override {payload.TypeName} Read(ref global::PacketFlow.PacketReader reader)");
        writer.Line($"reader.EnterTuple({Literals.Of(payload.Items.Count)});");
        writer.Line($"{payload.TypeName} result = {(payload is { IsValueType: true, Items.Count: > 1 } ? "" : "new")}({items});");
        writer.Line("reader.Leave();");
        writer.Line("return result;").Close();
    }

    private static void EmitDescribe(SourceWriter writer, TuplePayload payload)
    {
        writer.Line().Line("/// <inheritdoc/>");
        writer.Open("public override void Describe(global::PacketFlow.CompilerServices.PayloadSchema schema)");
        foreach (TupleItem item in payload.Items)
        {
            writer.Line($"schema.Add({item.Formatter});");
        }

        writer.Close();
    }
}
