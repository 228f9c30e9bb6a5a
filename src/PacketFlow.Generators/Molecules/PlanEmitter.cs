using PacketFlow.Generators.Elements;
using PacketFlow.Molecules;
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
        WriteList(writer, "PlanStep", molecule.Steps.Select((step, number) => Step(molecule, step, number)), ",");
        WriteList(writer, "PlanBond", molecule.Bonds.Select(Bond), ",");
        string limit = Time(molecule.TimeoutSeconds) is { } time ? $" {{ Timeout = {time} }}" : "";
        WriteList(writer, "PlanOutput", Outputs(molecule), $"){limit};");
        writer.Outdent();
    }

    /// <summary>The name that a step's atoms go to.</summary>
    public static string Address(MoleculeModel molecule, StepModel step) =>
        step.HasHandler ? $"{step.Handler.Options.Name}@{molecule.Name}/{Literals.Of(molecule.Version)}/{step.Name}" : step.Handler.Options.Name;

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

    private static string Step(MoleculeModel molecule, StepModel step, int number)
    {
        string element = ElementExpression.New(step.Handler.Options);
        return $"{Literals.Of(number)}, {Literals.Of(step.Name)}, {Space}StepKind.{step.Kind}, {element}, {Literals.Of(Address(molecule, step))})"
            + Settings(StepSettings(step));
    }

    private static IEnumerable<string> StepSettings(StepModel step)
    {
        if (Time(StepTime.Limit(step)) is { } time)
        {
            yield return $"Timeout = {time}";
        }

        if (step.Inputs.Count > 0)
        {
            yield return $"Inputs = [{string.Join(", ", step.Inputs.Select(input => Input(step, input)))}]";
        }

        if (step.Handler.Result is { } result)
        {
            yield return $"ResultTypeName = {Literals.Of(Plain(result.TypeName))}";
        }

        if (step.IsResultNullable)
        {
            yield return "IsResultNullable = true";
        }

        if (step.IsForEach)
        {
            yield return "IsForEach = true";
        }

        if (step is { Kind: StepKind.Timer, Inputs: [{ TypeName: "DateTimeOffset" }] })
        {
            yield return "IsUntil = true";
        }

        if (step.TargetStep >= 0)
        {
            yield return $"Target = {Literals.Of(step.TargetStep)}";
        }

        if (step.Nested?.Name is { } nested)
        {
            yield return $"Nested = {Literals.Of(nested)}";
        }
    }

    private static string Input(StepModel step, StepInput input)
    {
        string type = step.Handler.Parameters[input.Parameter].Payload!.TypeName;
        string sources = string.Join(", ", input.Sources.Select(source => Source(input.Binding, source)));
        return $"new {Space}PlanInput({Literals.Of(Identifiers.SnakeCase(input.Name))}, {Literals.Of(Plain(type))}, [{sources}])"
            + (input.IsRequired ? " { IsRequired = true }" : "");
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

    private static string Plain(string typeName) => typeName.Replace("global::", "");

    private static string? Time(double? seconds) => ElementExpression.IsTime(seconds) ? ElementExpression.Time(seconds) : null;
}
