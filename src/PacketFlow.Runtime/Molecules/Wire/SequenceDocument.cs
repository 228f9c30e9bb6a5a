using System.Globalization;
using System.Security.Cryptography;
using PacketFlow.Molecules.Dynamic;

namespace PacketFlow.Molecules;

/// <summary>A pipeline <c>{id, steps: [{g, e, d}], timeout}</c> as the molecule document that does the same.</summary>
internal static class SequenceDocument
{
    private const double LongestSeconds = 366 * 24 * 3600;
    private const int HashLength = 16;

    /// <exception cref="ElementException">PF003 or PF413: it is no such pipeline.</exception>
    public static FlowValue Of(FlowValue pipeline)
    {
        string id = new RunRequest(pipeline).TextOrNull("id") ?? "seq";
        FlowValue[] steps = pipeline["steps"] is { Kind: PacketKind.Array, Count: > 0 } list
            ? [.. list.Items.Select(Step)]
            : throw Refused("d.steps: expected an array of one step or more");
        if (steps.Length > MoleculeDocument.MostSteps)
        {
            throw new ElementException(ErrorCodes.TooLarge, ErrorCategory.Fatal, $"d.steps: {steps.Length} of at most {MoleculeDocument.MostSteps}");
        }

        FlowValue timeout = Timeout(pipeline["timeout"]);
        FlowValue all = FlowValue.Array(steps);
        return FlowValue.Map(
            ("id", $"{id}:{Hash(all, timeout)}"),
            ("timeout", timeout),
            ("steps", all),
            ("bonds", FlowValue.Array([.. Bonds([.. steps.Select(IsTimer)])])));
    }

    // A timer gives nothing: what comes after it is given what the step before it gave.
    private static IEnumerable<FlowValue> Bonds(bool[] timers)
    {
        int giving = timers[0] ? -1 : 0;
        for (int step = 1; step < timers.Length; step++)
        {
            yield return FlowValue.Map(("from", NameOf(step - 1)), ("to", NameOf(step)));
            if (giving >= 0 && giving < step - 1 && !timers[step])
            {
                yield return FlowValue.Map(("from", NameOf(giving)), ("to", NameOf(step)));
            }

            giving = timers[step] ? giving : step;
        }
    }

    private static bool IsTimer(FlowValue step) =>
        PeriodicTable.TryParseGroup(step["g"].AsString(), out AtomGroup group) && MoleculeDocument.KindOf(group, step["e"].AsString()) == StepKind.Timer;

    // A name that stands for these steps and no others: two pipelines may have one id.
    private static string Hash(FlowValue steps, FlowValue timeout) =>
        Convert.ToHexStringLower(SHA256.HashData([.. steps.Bytes, .. timeout.Bytes]))[..HashLength];

    private static FlowValue Step(FlowValue step, int index)
    {
        if (step.Kind != PacketKind.Map || step["g"].Kind != PacketKind.String || step["e"].Kind != PacketKind.String)
        {
            throw Refused($"d.steps[{index}]: a step needs g, one of the six groups, and e");
        }

        return step["d"].Kind is PacketKind.Nil or PacketKind.Map
            ? FlowValue.Map(("name", NameOf(index)), ("g", step["g"]), ("e", step["e"]), ("d", step["d"]))
            : throw Refused($"d.steps[{index}].d: expected a map, which the result before it joins as input");
    }

    private static FlowValue Timeout(FlowValue seconds) => seconds.Kind switch
    {
        PacketKind.Nil => FlowValue.Nil,
        PacketKind.Integer or PacketKind.Float when seconds.AsDouble() is 0 => FlowValue.Nil,
        PacketKind.Integer or PacketKind.Float when seconds.AsDouble() is > 0 and <= LongestSeconds => seconds,
        _ => throw Refused(string.Create(CultureInfo.InvariantCulture, $"d.timeout: expected seconds, at most {LongestSeconds}")),
    };

    private static string NameOf(int step) => string.Create(CultureInfo.InvariantCulture, $"step{step}");

    private static ElementException Refused(string message) => new(ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, message);
}
