using PacketFlow.Elements;
using PacketFlow.Molecules;
using PacketFlow.Text;

namespace PacketFlow.Generators.Molecules;

/// <summary>Writes what the engine runs a molecule by: a class inside the user's, so that conditions and merges may be private.</summary>
internal static class DefinitionEmitter
{
    public const string ClassName = "PacketFlowDefinition";

    private const string Reader = "ref global::PacketFlow.PacketReader";
    private const string Writer = "ref global::PacketFlow.PacketWriter";

    public static void Write(SourceWriter writer, MoleculeModel molecule)
    {
        string type = MoleculeEmitter.ReferenceType(molecule);
        writer.Line(GeneratedFile.Origin);
        writer.Open($"private sealed class {ClassName}() : global::PacketFlow.CompilerServices.MoleculeDefinition({Literals.Of(molecule.Name)}, {Literals.Of(molecule.Version)})");
        writer.Line($"internal static readonly {type} Reference =");
        writer.Indent().Line($"new {type}(new {ClassName}()){Formatters(molecule)};").Outdent();
        writer.Line();
        PlanEmitter.Write(writer, molecule);
        WriteConditions(writer, molecule);
        WriteConversions(writer, molecule);
        WriteMerges(writer, molecule);
        WriteChecks(writer, molecule);
        WriteNested(writer, molecule);
        writer.Close();
    }

    private static string Formatters(MoleculeModel molecule)
    {
        string[] settings =
        [
            .. molecule.Input is { } input && input.SaysMoreThanType() ? [$"InputFormatter = {input.Formatter}"] : (string[])[],
            .. molecule.Output.Type is { } output && output.SaysMoreThanType() ? [$"OutputFormatter = {output.Formatter}"] : (string[])[],
        ];
        return settings.Length == 0 ? "" : $" {{ {string.Join(", ", settings)} }}";
    }

    private static void WriteConditions(SourceWriter writer, MoleculeModel molecule)
    {
        var bonds = Numbered(molecule.Bonds, static bond => bond.When is not null);
        if (bonds.Count == 0)
        {
            return;
        }

        writer.Line().Line($"public override bool Test(int bond, {Reader} output) => bond switch").Line("{").Indent();
        foreach ((int number, BondModel bond) in bonds)
        {
            string formatter = molecule.Steps[bond.FromStep].Output!.Formatter;
            writer.Line($"{Literals.Of(number)} => {Method(molecule, bond.When!)}({formatter}.Read(ref output)!),");
        }

        writer.Line("_ => base.Test(bond, ref output),").Outdent().Line("};");
    }

    private static void WriteConversions(SourceWriter writer, MoleculeModel molecule)
    {
        if (!molecule.Steps.Any(static step => step.Inputs.Any(static input => input.Sources.Any(static source => source.Value is not null))))
        {
            return;
        }

        writer.Line();
        writer.Open($"public override void Convert(int step, int input, int source, {Reader} value, {Writer} converted)");
        writer.Open("switch (step, input, source)");
        foreach ((int number, StepModel step) in Numbered(molecule.Steps, static _ => true))
        {
            foreach ((int place, StepInput input) in Numbered(step.Inputs, static _ => true))
            {
                foreach ((int origin, InputSource source) in Numbered(input.Sources, static source => source.Value is not null))
                {
                    var target = step.Handler.Parameters[input.Parameter].Payload!;
                    writer.Line($"case ({Literals.Of(number)}, {Literals.Of(place)}, {Literals.Of(origin)}):").Indent();
                    writer.Line($"{target.Formatter}.Write(ref converted, {Converted(source, target.TypeName)});").Line("return;").Outdent();
                }
            }
        }

        writer.Line("default:").Indent();
        writer.Line("base.Convert(step, input, source, ref value, ref converted);").Line("return;").Outdent();
        writer.Close().Close();
    }

    // Only what may be too small is cast: a number that does not fit is an error, not another number.
    private static string Converted(InputSource source, string target)
    {
        string read = $"{source.Value!.Formatter}.Read(ref value)!";
        return source.Conversion == Conversion.Narrowing || source.DropsNull ? $"checked(({target}){read})" : read;
    }

    private static void WriteMerges(SourceWriter writer, MoleculeModel molecule)
    {
        var bonds = Numbered(molecule.Bonds, static bond => bond.Merge is not null);
        if (bonds.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Open($"public override void Merge(int bond, {Reader} first, {Reader} second, {Writer} merged)");
        writer.Open("switch (bond)");
        foreach ((int number, BondModel bond) in bonds)
        {
            var first = molecule.Steps[bond.FromStep].Output!;
            var second = molecule.Steps[bond.ToStep].Output!;
            writer.Line($"case {Literals.Of(number)}:").Indent();
            writer.Line($"{first.Formatter}.Write(ref merged, {Method(molecule, bond.Merge!)}({first.Formatter}.Read(ref first)!, {second.Formatter}.Read(ref second)!));");
            writer.Line("return;").Outdent();
        }

        writer.Line("default:").Indent().Line("base.Merge(bond, ref first, ref second, ref merged);").Line("return;").Outdent();
        writer.Close().Close();
    }

    // What comes from outside cannot be taken back: it is looked at before it counts.
    private static void WriteChecks(SourceWriter writer, MoleculeModel molecule)
    {
        if (molecule.Input is { } input)
        {
            writer.Line().Line($"public override void CheckInput({Reader} value) => _ = {input.Formatter}.Read(ref value);");
        }

        var steps = Numbered(molecule.Steps, static step => step is { Kind: StepKind.Signal, Output: not null });
        if (steps.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Open($"public override void CheckSignal(int step, {Reader} value)");
        writer.Open("switch (step)");
        foreach ((int number, StepModel step) in steps)
        {
            writer.Line($"case {Literals.Of(number)}:").Indent();
            writer.Line($"_ = {step.Output!.Formatter}.Read(ref value);").Line("return;").Outdent();
        }

        writer.Line("default:").Indent().Line("base.CheckSignal(step, ref value);").Line("return;").Outdent();
        writer.Close().Close();
    }

    private static void WriteNested(SourceWriter writer, MoleculeModel molecule)
    {
        var steps = Numbered(molecule.Steps, static step => step.Nested is not null);
        if (steps.Count == 0)
        {
            return;
        }

        writer.Line().Line("public override global::PacketFlow.CompilerServices.MoleculeDefinition Nested(int step) => step switch").Line("{").Indent();
        foreach ((int number, StepModel step) in steps)
        {
            writer.Line($"{Literals.Of(number)} => {step.Nested!.Reference}.Definition,");
        }

        writer.Line("_ => base.Nested(step),").Outdent().Line("};");
    }

    // By the class's name: a member of our base class could have the same.
    private static string Method(MoleculeModel molecule, string name) => $"{molecule.Container.FullName}.{Identifiers.Escape(name)}";

    private static List<(int Number, T Item)> Numbered<T>(IReadOnlyList<T> items, Func<T, bool> wanted) =>
        [.. Enumerable.Range(0, items.Count).Where(number => wanted(items[number])).Select(number => (number, items[number]))];
}
