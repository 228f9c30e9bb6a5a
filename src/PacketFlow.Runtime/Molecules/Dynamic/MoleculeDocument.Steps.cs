using PacketFlow.Chemistry;

namespace PacketFlow.Molecules.Dynamic;

/// <summary>The steps of a document.</summary>
internal sealed partial class MoleculeDocument
{
    /// <summary>What an element is as a step: two are the engine's own, here as in a class.</summary>
    public static StepKind KindOf(AtomGroup group, string element) => group != AtomGroup.Ed ? StepKind.Remote : PeriodicTable.Canonicalize(group, element) switch
    {
        "timer" => StepKind.Timer,
        "signal" => StepKind.Signal,
        _ => StepKind.Remote,
    };

    private void ReadStep(FlowValue step, string path)
    {
        const string Allowed = "a step has name, g, e and d";
        if (step.Kind != PacketKind.Map)
        {
            _problems.Add($"{path}: expected a map, got {PacketReader.Name(step.Kind)}: {Allowed}");
            return;
        }

        Know(step, path, Allowed, "name", "g", "e", "d");
        string? name = Name(step, "name", path + ".name"), group = Text(step, "g", path + ".g"), element = Text(step, "e", path + ".e");
        if (name is null || group is null || element is null)
        {
            return;
        }

        if (!PeriodicTable.TryParseGroup(group, out AtomGroup parsed))
        {
            _problems.Add($"{path}.g: there is no group '{group}': use cf, df, ed, co, mc or rm");
        }
        else if (ElementName.Check(element) is not ElementNameFault.None and var fault)
        {
            _problems.Add($"{path}.e: the name '{element}' {ElementName.Reason(fault)}: write it as it should stand on the wire");
        }
        else if (!_numbers.TryAdd(name, _steps.Count))
        {
            _problems.Add($"{path}.name: another step has the same name '{name}', so give one of them a name of its own");
        }
        else
        {
            AddStep(step["d"], path + ".d", name, parsed, element);
        }
    }

    // One that is refused keeps its number: bonds that name it are not to be blamed as well.
    private void AddStep(FlowValue data, string path, string name, AtomGroup group, string element)
    {
        StepKind kind = KindOf(group, element);
        (string Key, FlowValue Value)[] constants = [];
        if (Constants(data) is { } read)
        {
            constants = read;
        }
        else
        {
            _problems.Add($"{path}: expected a map whose keys are text");
        }

        _steps.Add(kind == StepKind.Remote
            ? new DocumentStep(name, kind, Described(group, element), constants)
            : new DocumentStep(name, kind, new Element(group, PeriodicTable.Canonicalize(group, element)), constants) { Wait = Wait(data, path, kind) });
    }

    private static (string Key, FlowValue Value)[]? Constants(FlowValue constants) =>
        constants.IsNil ? []
        : constants.Kind == PacketKind.Map && constants.Members.All(static member => member.Key.Kind == PacketKind.String)
            ? [.. constants.Members.Select(static member => (Key: member.Key.AsString(), member.Value)).OrderBy(static member => member.Key, StringComparer.Ordinal)]
            : null;

    // A document says nothing of how an element wants to be run; its handler does, if it is here.
    private Element Described(AtomGroup group, string element) => _handled(group, element) is { } handled
        ? new Element(group, element)
        {
            Timeout = handled.Timeout,
            MaxTimeout = handled.MaxTimeout,
            Idempotent = handled.Idempotent,
            Priority = handled.Priority,
            Resource = handled.Resource,
            Retries = handled.Retries,
            AtMostOnce = handled.AtMostOnce,
        }
        : new Element(group, element);

    private TimeSpan? Wait(FlowValue data, string path, StepKind kind)
    {
        (string member, string allowed) = kind == StepKind.Timer
            ? ("seconds", "a timer has seconds, for which it waits")
            : ("timeout", "a signal may have timeout, the seconds for which it is waited for");
        FlowValue wait = FlowValue.Nil;
        if (data.Kind == PacketKind.Map)
        {
            Know(data, path, allowed, member);
            wait = data[member];
        }

        if (kind == StepKind.Timer && wait.IsNil)
        {
            _problems.Add($"{path}.seconds: it is missing: {allowed}");
        }

        return Seconds(wait, $"{path}.{member}");
    }
}
