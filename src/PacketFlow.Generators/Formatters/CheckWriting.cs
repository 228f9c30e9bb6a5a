using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>The part of reading that checks a value which was just read.</summary>
internal sealed class CheckWriting(SourceWriter writer, ObjectPayload payload)
{
    private const string Namespace = "global::PacketFlow.CompilerServices.";

    /// <summary>The fields that hold regular expressions.</summary>
    public void EmitExpressions()
    {
        for (int i = 0; i < payload.Fields.Count; i++)
        {
            EquatableArray<FieldCheck> checks = payload.Fields[i].Checks;
            for (int check = 0; check < checks.Count; check++)
            {
                if (checks[check].Kind == CheckKind.Expression)
                {
                    writer.Line($"private static readonly {Namespace}PayloadPattern {ExpressionName(i, check)} =");
                    writer.Indent().Line($"new({Literals.Of(checks[check].Argument)}, {Literals.Of(checks[check].Timeout)});").Outdent().Line();
                }
            }
        }
    }

    /// <summary>The checks of a member.</summary>
    public void Emit(int field, string local)
    {
        EquatableArray<FieldCheck> checks = payload.Fields[field].Checks;
        for (int i = 0; i < checks.Count; i++)
        {
            FieldCheck check = checks[i];
            string got = check.Got is null ? "" : $", {local}{check.Got}";
            writer.Open($"if ({Fails(check, local, ExpressionName(field, i))})");
            writer.Line($"reader.ThrowRefused(at, {Literals.Of(check.Rule)}{got});");
            writer.Close().Line();
        }
    }

    private string ExpressionName(int field, int check) =>
        $"s_{Identifiers.SnakeCase(payload.Fields[field].Member)}{(check == 0 ? "" : Literals.Of(check))}";

    private static string Fails(FieldCheck check, string local, string expression) => check.Kind switch
    {
        CheckKind.Pattern => $"{local} is {check.Argument}",
        CheckKind.Blank => $"string.IsNullOrWhiteSpace({local})",
        CheckKind.Expression => $"!{expression}.Accepts({local})",
        CheckKind.Method => $"!{Namespace}PayloadChecks.{check.Argument}({local})",
        _ => throw new InvalidOperationException($"{check.Kind} is no way to check."),
    };
}
