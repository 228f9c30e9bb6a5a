using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>Writes the checks of a value that was just read.</summary>
/// <param name="writer">Where to.</param>
/// <param name="reader">The name of the reader that it was read with.</param>
internal sealed class CheckWriting(SourceWriter writer, string reader)
{
    private const string Namespace = "global::PacketFlow.CompilerServices.";

    /// <summary>The fields that hold the regular expressions of a value.</summary>
    public void EmitExpressions(string name, EquatableArray<FieldCheck> checks)
    {
        for (int i = 0; i < checks.Count; i++)
        {
            if (checks[i].Kind == CheckKind.Expression)
            {
                writer.Line($"private static readonly {Namespace}PayloadPattern {ExpressionName(name, i)} =");
                writer.Indent().Line($"new({Literals.Of(checks[i].Argument)}, {Literals.Of(checks[i].Timeout)});").Outdent().Line();
            }
        }
    }

    /// <summary>The checks of a value in a local, which stands where <c>at</c> says.</summary>
    public void Emit(string name, EquatableArray<FieldCheck> checks, string local)
    {
        for (int i = 0; i < checks.Count; i++)
        {
            FieldCheck check = checks[i];
            string got = check.Got is null ? "" : $", {local}{check.Got}";
            writer.Open($"if ({Fails(check, local, ExpressionName(name, i))})");
            writer.Line($"{reader}.ThrowRefused(at, {Literals.Of(check.Rule)}{got});");
            writer.Close().Line();
        }
    }

    private static string ExpressionName(string name, int check) => $"s_{Identifiers.SnakeCase(name)}{(check == 0 ? "" : Literals.Of(check))}";

    private static string Fails(FieldCheck check, string local, string expression) => check.Kind switch
    {
        CheckKind.Pattern => $"{local} is {check.Argument}",
        CheckKind.Blank => $"string.IsNullOrWhiteSpace({local})",
        CheckKind.Expression => $"!{expression}.Accepts({local})",
        CheckKind.Method => $"!{Namespace}PayloadChecks.{check.Argument}({local})",
        _ => throw new InvalidOperationException($"{check.Kind} is no way to check."),
    };
}
