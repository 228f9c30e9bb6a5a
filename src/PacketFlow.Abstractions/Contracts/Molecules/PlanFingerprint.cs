using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PacketFlow.CompilerServices;

namespace PacketFlow;

/// <summary>Hashes what a run in the journal depends on. The order of steps and bonds is part of it: records name them by their numbers.</summary>
internal static class PlanFingerprint
{
    public static string Of(MoleculePlan plan)
    {
        IEnumerable<string> lines = plan.Steps.Select(step => Line(plan, step))
            .Concat(plan.Bonds.Select(bond => Line(plan, bond)))
            .Concat(plan.Outputs.Select(output => $"output {plan.Steps[output.Step].Name} {output.Key}"))
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"{plan.Name}/{plan.Version}"))
            .Append(Schema(plan));
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    private static string Schema(MoleculePlan plan)
    {
        var schema = new PayloadSchema();
        plan.Payloads?.Invoke(schema);
        return schema.ToString();
    }

    private static string Line(MoleculePlan plan, PlanStep step)
    {
        string inputs = string.Join(',', step.Inputs.Select(input =>
            $"{input.Key}:{input.TypeName}<{string.Join('|', input.Sources.Select(source => Line(plan, source)))}"));
        string target = step.Target is { } number ? plan.Steps[number].Name : "";
        return $"step {step.Name} {step.Kind} {PeriodicTable.GroupCode(step.Element.Group)}:{step.Address} ({inputs}) {step.ResultTypeName} {target} {step.Nested}";
    }

    private static string Line(MoleculePlan plan, PlanSource source) => source.Kind switch
    {
        PlanSourceKind.Step => $"{plan.Steps[source.Number].Name}{(source.IsItem ? "[]" : "")}",
        PlanSourceKind.UndoneInput => string.Create(CultureInfo.InvariantCulture, $"undone {source.Number}"),
        _ => source.Kind.ToString(),
    };

    private static string Line(MoleculePlan plan, PlanBond bond) =>
        $"bond {bond.Kind} {plan.Steps[bond.From].Name} {plan.Steps[bond.To].Name} {bond.When} {(bond.ForEach ? "each" : "")} {bond.Resource} {bond.Merge}";
}
