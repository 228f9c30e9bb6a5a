using System.Globalization;
using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules;

/// <summary>A plan in words, a line for each step, bond and member of a payload, and how two plans differ.</summary>
internal static class PlanWords
{
    private const string PayloadWord = "payload ";

    public static string Of(MoleculePlan plan) =>
        string.Join('\n', plan.Steps.Select(step => Step(plan, step)).Concat(plan.Bonds.Select(bond => Bond(plan, bond))).Concat(Payloads(plan)));

    public static string Difference(string before, string after)
    {
        string[] old = before.Split('\n', StringSplitOptions.RemoveEmptyEntries), now = after.Split('\n');
        if (old.Length == 0)
        {
            return "what it was is not known";
        }

        // Words from before payloads were among them do not make them new.
        bool knowsPayloads = old.Any(IsPayload);
        string[] gone = [.. old.Except(now)], added = [.. now.Except(old).Where(line => knowsPayloads || !IsPayload(line))];
        if (gone.Length + added.Length == 0)
        {
            return old.Where(IsOrdered).SequenceEqual(now.Where(IsOrdered))
                ? "payload types or data flow differ"
                : "steps or bonds are declared in another order, and records name them by their numbers";
        }

        return string.Join(", ", gone.Select(static line => $"no longer {line}").Concat(added.Select(static line => $"now {line}")));
    }

    private static bool IsOrdered(string line) => !IsPayload(line);

    private static bool IsPayload(string line) => line.StartsWith(PayloadWord, StringComparison.Ordinal);

    // In the schema's text a type is followed by its members, each set in by a blank. Its first line is what the plan itself names.
    private static IEnumerable<string> Payloads(MoleculePlan plan)
    {
        var schema = new PayloadSchema();
        plan.Payloads?.Invoke(schema);
        string type = "";
        foreach (string line in schema.ToString().Split('\n').Skip(1))
        {
            if (line.StartsWith(' '))
            {
                yield return $"{PayloadWord}{type} with {Member(line.AsSpan(1))}";
            }
            else
            {
                type = line.Split(' ')[0];
                if (line.Contains('=', StringComparison.Ordinal))
                {
                    yield return PayloadWord + type + " of" + line[type.Length..];
                }
            }
        }
    }

    private static string Member(ReadOnlySpan<char> line)
    {
        int end = line.LastIndexOf(' ');
        ReadOnlySpan<char> name = line[..end].TrimEnd("!?");
        ReadOnlySpan<char> marks = line[name.Length..end];
        return $"{name} ({line[(end + 1)..]}{(marks.Contains('!') ? ", required" : "")}{(marks.Contains('?') ? ", may be null" : "")})";
    }

    private static string Step(MoleculePlan plan, PlanStep step)
    {
        string inputs = string.Join(" and ", step.Inputs.Select(input => $"{input.Key} ({input.TypeName}{Sources(plan, input)})"));
        string target = step.Target is { } number ? $" for {plan.Steps[number].Name}" : "";
        return $"step {step.Name}, {step.Kind}{target} {step.Element}"
            + (inputs.Length > 0 ? $", takes {inputs}" : "")
            + (step.ResultTypeName is null ? "" : $", gives {step.ResultTypeName}")
            + (step.Nested is null ? "" : $", runs {step.Nested}");
    }

    private static string Sources(MoleculePlan plan, PlanInput input)
    {
        string[] names = [.. input.Sources.Select(source => source.Kind == PlanSourceKind.Step ? plan.Steps[source.Number].Name : source.Kind.ToString())];
        return names.Length == 0 ? "" : $" from {string.Join(" or ", names)}";
    }

    private static string Bond(MoleculePlan plan, PlanBond bond) => string.Create(
        CultureInfo.InvariantCulture,
        $"bond {bond.Kind} {plan.Steps[bond.From].Name} - {plan.Steps[bond.To].Name}{(bond.When is null ? "" : $" when {bond.When}")}{(bond.ForEach ? " for each" : "")}{(bond.Resource is null ? "" : $" over {bond.Resource}")}");
}
