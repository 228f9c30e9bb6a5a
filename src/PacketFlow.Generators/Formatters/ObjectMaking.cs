using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>
/// The end of reading: the object from the locals. What was not read keeps the value that the type gives it: the constructor's default
/// is the local's already, a settable member is left alone, and an init-only one, which cannot be set later and cannot be left out
/// here, is taken from an object made without it. No reflection and no accessor gets past what the type declares.
/// </summary>
internal sealed class ObjectMaking(SourceWriter writer, ObjectPayload payload, string[] locals, SeenMask seen)
{
    public void Emit()
    {
        int[] initOnly = With(FieldSetting.InitOnly);
        if (initOnly.Length > 0)
        {
            EmitDefaults(initOnly);
            writer.Line();
        }

        int[] set = [.. With(FieldSetting.Setter).Concat(With(FieldSetting.Fill)).OrderBy(static index => index)];
        string made = Make([.. With(FieldSetting.Initializer).Concat(initOnly).OrderBy(static index => index)], isNamed: set.Length == 0 && !payload.IsValidated);
        if (set.Length == 0 && !payload.IsValidated)
        {
            writer.Line($"return {made};");
            return;
        }

        writer.Line($"{payload.TypeName} result = {made};");
        foreach (int index in set)
        {
            writer.Line();
            bool fills = payload.Fields[index].Setting == FieldSetting.Fill;
            writer.Open($"if ({seen.Has(index)}{(fills ? $" && !global::PacketFlow.CompilerServices.PayloadFilling.Fill(result.{Member(index)}, {Value(index)})" : "")})");
            writer.Line(fills
                ? $"reader.ThrowUnfilled({Literals.Of(payload.Fields[index].Key)}, start);"
                : $"result.{Member(index)} = {Value(index)};");
            writer.Close();
        }

        if (payload.IsValidated)
        {
            writer.Line();
            EmitValidation();
        }

        writer.Line().Line("return result;");
    }

    private void EmitDefaults(int[] initOnly)
    {
        foreach (IGrouping<int, int> word in initOnly.GroupBy(SeenMask.WordOf))
        {
            int[] members = [.. word];
            writer.Open($"if ({seen.LacksAny(members)})");
            writer.Line($"{payload.TypeName} defaults = {Make(With(FieldSetting.Initializer))};");
            foreach (int index in members)
            {
                writer.Line();
                writer.Open($"if ({seen.HasNot(index)})").Line($"{locals[index]} = defaults.{Member(index)};").Close();
            }

            writer.Close();
        }
    }

    // A problem names the member as C# does, its sender as the wire does.
    private void EmitValidation()
    {
        writer.Open("if (global::PacketFlow.CompilerServices.PayloadChecks.ProblemOf(result) is { } problem)");
        PayloadField[] renamed = [.. payload.Fields.Where(static field => field.Member != field.Key)];
        if (renamed.Length == 0)
        {
            writer.Line("reader.ThrowRefused(start, problem, problem.Member);");
        }
        else
        {
            writer.Line("reader.ThrowRefused(start, problem, problem.Member switch");
            writer.Line("{").Indent();
            foreach (PayloadField field in renamed)
            {
                writer.Line($"{Literals.Of(field.Member)} => {Literals.Of(field.Key)},");
            }

            writer.Line("_ => problem.Member,").Outdent().Line("});");
        }

        writer.Close();
    }

    // "new()" where the type stands to its left already.
    private string Make(int[] initialized, bool isNamed = false)
    {
        string arguments = string.Join(", ", payload.Arguments.Select(argument => $"{Identifiers.Escape(argument.Parameter)}: {Value(argument.Field)}"));
        string made = (isNamed ? $"new {payload.TypeName}" : "new") + $"({arguments})";
        return initialized.Length == 0
            ? made
            : $"{made}\n{{\n{string.Join("\n", initialized.Select(index => $"    {Member(index)} = {Value(index)},"))}\n}}";
    }

    private int[] With(FieldSetting setting) =>
        [.. Enumerable.Range(0, payload.Fields.Count).Where(index => payload.Fields[index].Setting == setting)];

    private string Member(int index) => Identifiers.Escape(payload.Fields[index].Member);

    // What a parameter or setter does with null is its own to check.
    private string Value(int index) => payload.Fields[index].IsStrict ? locals[index] + "!" : locals[index];
}
