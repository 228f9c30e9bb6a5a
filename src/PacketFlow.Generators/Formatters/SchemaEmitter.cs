using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>Writes how a formatter describes its type: its members or cases, in the order of their names, since the wire knows no other.</summary>
internal static class SchemaEmitter
{
    public static void Emit(SourceWriter writer, IEnumerable<PayloadField> fields) =>
        Emit(writer, fields.OrderBy(static field => field.Key, StringComparer.Ordinal).Select(Member));

    public static void Emit(SourceWriter writer, IEnumerable<UnionCase> cases) => Emit(
        writer,
        cases.OrderBy(static one => one.Name, StringComparer.Ordinal)
            .Select(static one => $"Member({Literals.Of(one.Name)}, {FormatterNames.Instance(one.FormatterName)})"));

    private static void Emit(SourceWriter writer, IEnumerable<string> members)
    {
        writer.Line().Line("/// <inheritdoc/>");
        writer.Open("public override void Describe(global::PacketFlow.CompilerServices.PayloadSchema schema)");
        foreach (string member in members)
        {
            writer.Line($"schema.{member};");
        }

        writer.Close();
    }

    private static string Member(PayloadField field)
    {
        string required = field.IsRequired ? ", isRequired: true" : "";
        string nullable = field.Nullability is FieldNullability.NullableValue or FieldNullability.NullableReference ? ", isNullable: true" : "";
        return $"Member({Literals.Of(field.Key)}, {field.Formatter}{required}{nullable})";
    }
}
