using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>The methods of an object's formatter that write.</summary>
internal sealed class ObjectWriting(SourceWriter writer, ObjectPayload payload)
{
    private readonly string[] _locals = LocalNames.For(payload.Fields);
    private readonly bool _canNest = payload.Fields.Any(static field => field.CanNest);

    public void Emit()
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public override void Write(ref global::PacketFlow.PacketWriter writer, {payload.TypeName} value)");
        if (!payload.IsValueType)
        {
            writer.Open("if (value is null)").Line("writer.WriteNil();").Line("return;").Close().Line();
        }

        if (payload.IsCase)
        {
            EmitMap(() => writer.Line($"writer.WriteMapHeader({Literals.Of(payload.Fields.Count)});").Line("WriteMembers(ref writer, value);"));
            writer.Close().Line();
            EmitAsCase();
            writer.Line();
            writer.Open($"private static void WriteMembers(ref global::PacketFlow.PacketWriter writer, {payload.TypeName} value)");
            EmitMembers(hasHeader: false);
        }
        else
        {
            EmitMap(() => EmitMembers(hasHeader: true));
        }

        writer.Close();
    }

    private void EmitAsCase()
    {
        writer.Line("/// <summary>Writes a value as a case of a union.</summary>");
        writer.Line("/// <param name=\"writer\">Where to.</param>");
        writer.Line("/// <param name=\"value\">The value.</param>");
        writer.Line("/// <param name=\"name\">The key and the name of the case, as MessagePack.</param>");
        writer.Open($"internal static void WriteCase(ref global::PacketFlow.PacketWriter writer, {payload.TypeName} value, global::System.ReadOnlySpan<byte> name)");
        EmitMap(() => writer
            .Line($"writer.WriteMapHeader({Literals.Of(payload.Fields.Count + 1)});")
            .Line("writer.WriteRaw(name);")
            .Line("WriteMembers(ref writer, value);"));
        writer.Close();
    }

    // What cannot hold arrays or maps cannot hold itself: there is no depth to guard.
    private void EmitMap(Action content)
    {
        if (_canNest)
        {
            writer.Line("writer.Enter();");
        }

        content();
        if (_canNest)
        {
            writer.Line("writer.Leave();");
        }
    }

    private void EmitMembers(bool hasHeader)
    {
        int count = payload.Fields.Count;
        bool joined = hasHeader && count is > 0 and <= WireBytes.MaxFixMap;
        if (hasHeader && !joined)
        {
            writer.Line($"writer.WriteMapHeader({Literals.Of(count)});");
        }

        for (int i = 0; i < count; i++)
        {
            PayloadField field = payload.Fields[i];
            IEnumerable<string> key = WireBytes.String(field.Key);
            if (joined && i == 0)
            {
                key = [WireBytes.MapHeader(count), .. key];
            }

            writer.Line($"writer.WriteRaw([{string.Join(", ", key)}]);");
            EmitValue(field, _locals[i]);
        }
    }

    private void EmitValue(PayloadField field, string local)
    {
        string member = "value." + Identifiers.Escape(field.Member);
        if (field.Nullability == FieldNullability.NullableValue)
        {
            writer.Open($"if ({member} is {{ }} {local})").Line(Write(field, local)).Close();
            writer.Open("else").Line("writer.WriteNil();").Close();
            return;
        }

        // Formatters of references write null as nil, whatever their type's annotation says.
        bool forgives = field is { Nullability: FieldNullability.NullableReference, Primitive: null };
        writer.Line(Write(field, forgives ? member + "!" : member));
    }

    private static string Write(PayloadField field, string value) => field.Primitive is { } primitive
        ? $"writer.Write{primitive}({value});"
        : $"{field.Formatter}.Write(ref writer, {value});";
}
