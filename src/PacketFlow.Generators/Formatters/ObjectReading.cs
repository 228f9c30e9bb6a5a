using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>The method of an object's formatter that reads: every member into a local, then the object in one expression.</summary>
internal sealed class ObjectReading(SourceWriter writer, ObjectPayload payload)
{
    private readonly string[] _locals = LocalNames.For(payload.Fields);
    private readonly CheckWriting _checks = new(writer, "reader");
    private readonly SeenMask _seen = new(payload.Fields.Count);

    public void Emit()
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public override {payload.TypeName} Read(ref global::PacketFlow.PacketReader reader)");
        bool hasRequired = payload.Fields.Any(static field => field.IsRequired);
        if (hasRequired || payload.IsValidated || payload.Fields.Any(static field => field.Setting == FieldSetting.Fill))
        {
            writer.Line("int start = reader.Position;");
        }

        EmitLocals();
        EmitLoop();
        if (hasRequired)
        {
            writer.Line();
            EmitMissing();
        }

        writer.Line();
        new ObjectMaking(writer, payload, _locals, _seen).Emit();
        writer.Close();
    }

    private void EmitLocals()
    {
        foreach (string declaration in _seen.Declarations)
        {
            writer.Line(declaration);
        }

        for (int i = 0; i < _locals.Length; i++)
        {
            PayloadField field = payload.Fields[i];
            writer.Line($"{field.TypeName} {_locals[i]} = {field.Default ?? NothingRead(field)};");
        }
    }

    private void EmitLoop()
    {
        writer.Open("for (int left = reader.EnterMap(); left > 0; left--)");
        writer.Line("global::System.ReadOnlySpan<byte> key = reader.ReadKey();");
        if (payload.Fields.Any(static field => field.Checks.Count > 0))
        {
            writer.Line("int at = reader.Position;");
        }

        writer.Open("switch (key.Length)");
        for (int i = 0; i < _locals.Length; i++)
        {
            PayloadField field = payload.Fields[i];
            writer.Line(WireText.Case("key", field.Key)).Indent();
            writer.Open($"if ({_seen.Has(i)})").Line($"reader.ThrowDuplicate({Literals.Of(field.Key)});").Close().Line();
            writer.Line($"{_seen.Set(i)};");
            writer.Line($"{_locals[i]} = {Read(field)};");
            _checks.Emit(field.Member, field.Checks, _locals[i]);
            writer.Line("break;").Outdent();
        }

        writer.Line("default:").Indent().Line("reader.Skip();").Line("break;").Outdent();
        writer.Close().Close();
        writer.Line().Line("reader.Leave();");
    }

    private void EmitMissing()
    {
        foreach (IGrouping<int, int> word in Enumerable.Range(0, payload.Fields.Count)
            .Where(index => payload.Fields[index].IsRequired).GroupBy(SeenMask.WordOf))
        {
            int[] required = [.. word];
            string missing = Literals.Of(payload.Fields[required[required.Length - 1]].Key);
            for (int i = required.Length - 2; i >= 0; i--)
            {
                missing = $"{_seen.HasNot(required[i])} ? {Literals.Of(payload.Fields[required[i]].Key)} : {missing}";
            }

            writer.Open($"if ({_seen.LacksAny(required)})");
            writer.Line($"reader.ThrowMissing({missing}, start);");
            writer.Close();
        }
    }

    private static string NothingRead(PayloadField field) => field.Nullability switch
    {
        FieldNullability.Value => "default",
        FieldNullability.Reference => "null!",
        _ => "null",
    };

    private static string Read(PayloadField field)
    {
        string read = field.Primitive is { } primitive ? $"reader.Read{primitive}()" : $"{field.Formatter}.Read(ref reader)";
        return field.Nullability is FieldNullability.NullableValue or FieldNullability.NullableReference
            ? $"reader.TryReadNil() ? null : {read}"
            : read;
    }
}
