using PacketFlow.Elements;
using PacketFlow.Generators.Elements;
using PacketFlow.Molecules;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Molecules;

/// <summary>Writes the plan of a molecule: its steps, bonds and outputs as objects.</summary>
internal static class PlanEmitter
{
    private const string Space = "global::PacketFlow.";

    public static void Write(SourceWriter writer, MoleculeModel molecule)
    {
        writer.Line($"protected override {Space}MoleculePlan CreatePlan() => new {Space}MoleculePlan(").Indent();
        writer.Line($"{Literals.Of(molecule.Name)},").Line($"{Literals.Of(molecule.Version)},");
        writer.Line("[").Indent();
        for (int number = 0; number < molecule.Steps.Count; number++)
        {
            WriteStep(writer, molecule, number);
        }

        writer.Outdent().Line("],");
        WriteList(writer, "PlanBond", molecule.Bonds.Select(Bond), ",");
        WriteList(writer, "PlanOutput", Outputs(molecule), $"){Settings(PlanSettings(molecule))};");
        writer.Outdent();
        WritePayloads(writer, [.. Formatters(molecule)]);
    }

    private static IEnumerable<string> PlanSettings(MoleculeModel molecule) => Flags(
        (Time(molecule.TimeoutSeconds) is not null, $"Timeout = {Time(molecule.TimeoutSeconds)}"),
        (Formatters(molecule).Any(), "Payloads = AddPayloads"));

    private static IEnumerable<string> Formatters(MoleculeModel molecule) => molecule.Steps
        .SelectMany(static step => step.Handler.Parameters.Select(static parameter => parameter.Payload).Append(step.Handler.Result))
        .OfType<PayloadRef>()
        .Select(static payload => payload.Formatter)
        .Distinct()
        .OrderBy(static formatter => formatter, StringComparer.Ordinal);

    private static void WritePayloads(SourceWriter writer, string[] formatters)
    {
        if (formatters.Length > 0)
        {
            writer.Line().Open($"private static void AddPayloads({Space}CompilerServices.PayloadSchema schema)");
            foreach (string formatter in formatters)
            {
                writer.Line($"schema.Add({formatter});");
            }

            writer.Close();
        }
    }

    /// <summary>The name that a step's atoms go to.</summary>
    public static string Address(MoleculeModel molecule, StepModel step) =>
        step.HasHandler ? $"{step.Handler.Options.Name}@{molecule.Name}/{Literals.Of(molecule.Version)}/{step.Name}" : step.Handler.Options.Name;

    private static void WriteStep(SourceWriter writer, MoleculeModel molecule, int number)
    {
        StepModel step = molecule.Steps[number];
        string[] settings = [.. StepSettings(step)];
        string end = settings.Length + step.Inputs.Count == 0 ? "," : "";
        writer.Line($"new {Space}PlanStep(").Indent();
        writer.Line($"{Literals.Of(number)}, {Literals.Of(step.Name)}, {Space}StepKind.{step.Kind},");
        writer.Line($"{ElementExpression.New(step.Handler.Options)},");
        writer.Line($"{Literals.Of(Address(molecule, step))}){end}").Outdent();
        if (end.Length > 0)
        {
            return;
        }

        writer.Line("{").Indent();
        if (step.Inputs.Count > 0)
        {
            writer.Line("Inputs =").Line("[").Indent();
            foreach (StepInput input in step.Inputs)
            {
                writer.Line($"{Input(step, input)},");
            }

            writer.Outdent().Line("],");
        }

        foreach (string setting in settings)
        {
            writer.Line($"{setting},");
        }

        writer.Outdent().Line("},");
    }

    private static IEnumerable<string> StepSettings(StepModel step) => Flags(
        (Time(StepTime.Limit(step)) is not null, $"Timeout = {Time(StepTime.Limit(step))}"),
        (step.Handler.Result is not null, $"ResultTypeName = {Literals.Of(Plain(step.Handler.Result?.TypeName))}"),
        (step.IsResultNullable, "IsResultNullable = true"),
        (step.IsForEach, "IsForEach = true"),
        (step is { Kind: StepKind.Timer, Inputs: [{ TypeName: "DateTimeOffset" }] }, "IsUntil = true"),
        (step.TargetStep >= 0, $"Target = {Literals.Of(step.TargetStep)}"),
        (step.Nested?.Name is not null, $"Nested = {Literals.Of(step.Nested?.Name)}"));

    private static string Input(StepModel step, StepInput input)
    {
        string type = Plain(step.Handler.Parameters[input.Parameter].Payload!.TypeName);
        string sources = string.Join(", ", input.Sources.Select(source => Source(input.Binding, source)));
        return $"new {Space}PlanInput({Literals.Of(Identifiers.SnakeCase(input.Name))}, {Literals.Of(type)}, [{sources}])"
            + Settings(Flags((input.IsRequired, "IsRequired = true")));
    }

    private static void WriteList(SourceWriter writer, string type, IEnumerable<string> items, string end)
    {
        string[] lines = [.. items];
        if (lines.Length == 0)
        {
            writer.Line($"[]{end}");
            return;
        }

        writer.Line("[").Indent();
        foreach (string line in lines)
        {
            writer.Line($"new {Space}{type}({line},");
        }

        writer.Outdent().Line($"]{end}");
    }

    private static string Source(InputBinding binding, InputSource source)
    {
        (string kind, int? number) = binding switch
        {
            InputBinding.Step => ("Step", source.Step),
            InputBinding.UndoneInput => ("UndoneInput", source.Step),
            InputBinding.UndoneOutput => ("UndoneOutput", (int?)null),
            _ => ("MoleculeInput", null),
        };
        string arguments = $"{Space}PlanSourceKind.{kind}" + (number is { } value ? $", {Literals.Of(value)}" : "");
        return $"new {Space}PlanSource({arguments})"
            + Settings(Flags((source.IsItem, "IsItem = true"), (source.Value is not null, "IsConverted = true")));
    }

    private static string Bond(BondModel bond) =>
        $"{Space}BondKind.{bond.Kind}, {Literals.Of(bond.FromStep)}, {Literals.Of(bond.ToStep)})" + Settings(Flags(
            (bond.When is not null, $"When = {Literals.Of(bond.When)}"),
            (bond.ForEach, "ForEach = true"),
            (bond.Parallelism is > 0, $"Parallelism = {Literals.Of(bond.Parallelism ?? 0)}"),
            (bond.Reason is not null, $"Reason = {Literals.Of(bond.Reason)}"),
            (bond.Resource is not null, $"Resource = {Literals.Of(bond.Resource)}"),
            (bond.Exclusive, "Exclusive = true"),
            (bond.Merge is not null, $"Merge = {Literals.Of(bond.Merge)}"),
            (bond.CarriesData, "CarriesData = true")));

    private static IEnumerable<string> Outputs(MoleculeModel molecule) => molecule.Output switch
    {
        { Step: >= 0 and var step } => [$"{Literals.Of(step)}, null)" + Settings(Flags((molecule.Steps[step].MaySkip, "IsOptional = true")))],
        var output => output.Properties.Select(static property =>
            $"{Literals.Of(property.Step)}, {Literals.Of(Identifiers.SnakeCase(property.Name))})"
            + Settings(Flags((property.IsOptional, "IsOptional = true")))),
    };

    private static string Settings(IEnumerable<string> settings)
    {
        string joined = string.Join(", ", settings);
        return joined.Length == 0 ? "" : $" {{ {joined} }}";
    }

    private static IEnumerable<string> Flags(params (bool Holds, string Text)[] settings) =>
        settings.Where(static setting => setting.Holds).Select(static setting => setting.Text);

    private static string Plain(string? typeName) => typeName?.Replace("global::", "") ?? "";

    private static string? Time(double? seconds) => ElementOptions.IsTime(seconds) ? ElementExpression.Time(seconds) : null;
}
