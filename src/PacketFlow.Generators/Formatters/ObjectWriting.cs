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
            EmitNested(() => writer
                .Line($"writer.WriteMapHeader({Literals.Of(payload.Fields.Count)});")
                .Line("WriteMembers(ref writer, value);"));
            writer.Close().Line();
            EmitAsCase();
            writer.Line();
            writer.Open($"private static void WriteMembers(ref global::PacketFlow.PacketWriter writer, {payload.TypeName} value)");
            EmitMembers();
        }
        else
        {
            EmitNested(EmitMap);
        }

        writer.Close();
    }

    private void EmitAsCase()
    {
        writer.Line("/// <summary>Writes a value as a case of a union.</summary>");
        writer.Line("/// <param name=\"writer\">Where to.</param>");
        writer.Line("/// <param name=\"value\">The value.</param>");
        writer.Line("/// <param name=\"name\">The name of the case.</param>");
        writer.Open($"internal static void WriteCase(ref global::PacketFlow.PacketWriter writer, {payload.TypeName} value, global::System.ReadOnlySpan<byte> name)");
        EmitNested(() => writer
            .Line($"writer.WriteMapHeader({Literals.Of(payload.Fields.Count + 1)});")
            .Line($"writer.WriteRaw({WireText.Raw(Unions.CaseKey)});")
            .Line("writer.WriteUtf8(name);")
            .Line("WriteMembers(ref writer, value);"));
        writer.Close();
    }

    // What cannot hold arrays or maps cannot hold itself: there is no depth to guard.
    private void EmitNested(Action content)
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

    // The head of the map and its first key go out together where both are known.
    private void EmitMap()
    {
        int count = payload.Fields.Count;
        bool isJoined = count is > 0 and <= WireText.MaxFixMap;
        if (!isJoined)
        {
            writer.Line($"writer.WriteMapHeader({Literals.Of(count)});");
        }

        EmitMembers(isJoined ? count : null);
    }

    private void EmitMembers(int? mapCount = null)
    {
        for (int i = 0; i < payload.Fields.Count; i++)
        {
            EmitMember(payload.Fields[i], _locals[i], WireText.Raw(payload.Fields[i].Key, i == 0 ? mapCount : null));
        }
    }

    private void EmitMember(PayloadField field, string local, string key)
    {
        string member = "value." + Identifiers.Escape(field.Member);
        if (field is { Primitive: not null, Nullability: not FieldNullability.NullableValue })
        {
            writer.Line($"writer.WriteMember({key}, {member});");
            return;
        }

        writer.Line($"writer.WriteRaw({key});");
        if (field.Nullability == FieldNullability.NullableValue)
        {
            writer.Open($"if ({member} is {{ }} {local})").Line(Write(field, local)).Close();
            writer.Open("else").Line("writer.WriteNil();").Close().Line();
            return;
        }

        // Formatters of references write null as nil, whatever their type's annotation says.
        writer.Line(Write(field, field.Nullability == FieldNullability.NullableReference ? member + "!" : member));
    }

    private static string Write(PayloadField field, string value) => field.Primitive is { } primitive
        ? $"writer.Write{primitive}({value});"
        : $"{field.Formatter}.Write(ref writer, {value});";
}
