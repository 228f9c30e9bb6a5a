using PacketFlow.Chemistry;

namespace PacketFlow.Molecules.Dynamic;

/// <summary>
/// Reads a molecule document, <c>{id, version, timeout, steps: [{name, g, e, d}], bonds: [{from, to, kind, when, for_each, resource}]}</c>, and judges
/// it as the analyzers judge a class.
/// </summary>
internal sealed class MoleculeDocument
{
    public const int MostSteps = 1000;

    private const int MostBonds = 10_000;

    /// <summary>A hundred years.</summary>
    private const double MostSeconds = 100 * 365 * 86_400.0;

    // As long as a run's id: a step's name goes with it into every key.
    private const int LongestName = 128;

    private const int LongestText = 1024;

    // Whoever writes a document by hand wants to see all of them; nobody reads a thousand.
    private const int MostProblems = 20;

    private readonly List<string> _problems = [];
    private readonly List<DocumentStep> _steps = [];
    private readonly List<DocumentBond> _bonds = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private string _name = "";

    private MoleculeDocument()
    {
    }

    /// <exception cref="PacketFlowException">PF003: it is no such document, or the molecule cannot be run; the message names all that is wrong. PF413: it is too large.</exception>
    public static DynamicMolecule Read(FlowValue document)
    {
        var reading = new MoleculeDocument();
        DynamicMolecule? molecule = document.Kind == PacketKind.Map ? reading.ReadAll(document) : null;
        return molecule ?? throw new PacketFlowException(
            ErrorCodes.PayloadMismatch,
            ErrorCategory.Fatal,
            document.Kind == PacketKind.Map ? string.Join("; ", reading._problems.Take(MostProblems)) : $"d: expected a molecule document, got {document.Kind}");
    }

    private DynamicMolecule? ReadAll(FlowValue document)
    {
        _name = Name(document, "id", "d.id") ?? "";
        int version = Version(document["version"]);
        TimeSpan? timeout = Timeout(document["timeout"]);
        foreach ((FlowValue step, int place) in List(document, "steps", MostSteps))
        {
            ReadStep(step, $"d.steps[{place}]");
        }

        foreach ((FlowValue bond, int place) in List(document, "bonds", MostBonds))
        {
            ReadBond(bond, $"d.bonds[{place}]");
        }

        if (_problems.Count < MostProblems)
        {
            Judge();
        }

        return _problems.Count > 0 ? null : new DynamicMolecule(_name, version, timeout, _steps, _bonds) { Document = Convert.ToBase64String(PacketCodec.Serialize(document)) };
    }

    private int Version(FlowValue version)
    {
        if (version.IsNil)
        {
            return 1;
        }

        if (version.Kind == PacketKind.Integer && version.AsDouble() is >= 1 and <= int.MaxValue)
        {
            return version.AsInt32();
        }

        _problems.Add($"d.version: expected a whole number from 1 to {int.MaxValue}");
        return 0;
    }

    private TimeSpan? Timeout(FlowValue seconds)
    {
        if (seconds.IsNil)
        {
            return null;
        }

        if (seconds.Kind is PacketKind.Integer or PacketKind.Float && seconds.AsDouble() is > 0 and <= MostSeconds and var timeout)
        {
            return TimeSpan.FromSeconds(timeout);
        }

        _problems.Add(FormattableString.Invariant($"d.timeout: expected seconds above zero, at most {MostSeconds}"));
        return null;
    }

    private void ReadStep(FlowValue step, string path)
    {
        string? name = Name(step, "name", path + ".name"), group = Text(step, "g", path + ".g"), element = Text(step, "e", path + ".e");
        if (name is null || group is null || element is null)
        {
            return;
        }

        if (!PeriodicTable.TryParseGroup(group, out AtomGroup parsed))
        {
            _problems.Add($"{path}.g: '{group}' is no group. The groups are cf, df, ed, co, mc and rm");
        }
        else if (ElementName.Check(element) is not ElementNameFault.None and var fault)
        {
            _problems.Add($"{path}.e: '{element}' cannot be an element's name: {fault}");
        }
        else if (!_numbers.TryAdd(name, _steps.Count))
        {
            _problems.Add($"{path}.name: there are two steps '{name}'");
        }
        else if (Constants(step["d"]) is not { } constants)
        {
            _problems.Add($"{path}.d: expected a map whose keys are text");
        }
        else
        {
            _steps.Add(new DocumentStep(name, parsed, element, constants));
        }
    }

    private static (string Key, FlowValue Value)[]? Constants(FlowValue constants) =>
        constants.IsNil ? []
        : constants.Kind == PacketKind.Map && constants.Members.All(static member => member.Key.Kind == PacketKind.String)
            ? [.. constants.Members.Select(static member => (member.Key.AsString(), member.Value))]
            : null;

    private void ReadBond(FlowValue bond, string path)
    {
        string? from = Text(bond, "from", path + ".from"), to = Text(bond, "to", path + ".to");
        if (from is null || to is null)
        {
            return;
        }

        int first = StepOf(from), second = StepOf(to);
        string kind = Optional(bond, "kind", path) ?? "ionic";
        string? when = Optional(bond, "when", path), resource = Optional(bond, "resource", path);
        FlowValue forEach = bond["for_each"];
        BondKind? parsed = kind switch
        {
            "ionic" => BondKind.Ionic,
            "covalent" => BondKind.Covalent,
            "metallic" => BondKind.Metallic,
            "van_der_waals" => BondKind.VanDerWaals,
            _ => null,
        };
        if (parsed is null)
        {
            _problems.Add($"{path}.kind: '{kind}' is no bond. The bonds are ionic, covalent, metallic and van_der_waals");
        }
        else if (forEach.Kind is not (PacketKind.Nil or PacketKind.Boolean))
        {
            _problems.Add($"{path}.for_each: expected true or false");
        }
        else if (parsed != BondKind.Ionic && (when is not null || !forEach.IsNil))
        {
            _problems.Add($"{path}: when and for_each are for ionic bonds, this one is {kind}");
        }
        else if (parsed != BondKind.Covalent && resource is not null)
        {
            _problems.Add($"{path}.resource: a resource is for covalent bonds, this one is {kind}");
        }
        else if (first == second && first >= 0)
        {
            _problems.Add($"'{from}' of '{_name}' is bonded to itself, which can hold nothing together: remove the bond, or name the other step");
        }
        else if (first >= 0 && second >= 0)
        {
            _bonds.Add(new DocumentBond(parsed.Value, first, second) { When = when, ForEach = !forEach.IsNil && forEach.AsBoolean(), Resource = resource });
        }
    }

    private int StepOf(string name)
    {
        if (_numbers.TryGetValue(name, out int number))
        {
            return number;
        }

        string? nearest = EditDistance.Nearest(name, _numbers.Keys);
        _problems.Add($"'{name}' is no step of '{_name}'{(nearest is null ? "" : $": write '{nearest}'")}");
        return -1;
    }

    private void Judge()
    {
        if (_steps.Count == 0 && _problems.Count == 0)
        {
            _problems.Add($"'{_name}' has no step, so there is nothing to run");
        }

        var graph = new BondGraph(_steps.Select(static step => step.Name), _bonds.Select(static bond => new Bond(bond.Kind, bond.From, bond.To)));
        foreach (int[] cycle in graph.Cycles())
        {
            string path = string.Join(" -> ", cycle.Append(cycle[0]).Select(step => _steps[step].Name));
            _problems.Add($"The ionic bonds of '{_name}' form a cycle, so that none of its steps can ever start: {path}; remove one of these bonds or make it metallic");
        }

        foreach (IGrouping<(int, int), DocumentBond> pair in _bonds.GroupBy(static bond => (Math.Min(bond.From, bond.To), Math.Max(bond.From, bond.To))))
        {
            if (pair.Any(static bond => bond.Kind == BondKind.Ionic) && pair.Any(static bond => bond.Kind == BondKind.Metallic))
            {
                _problems.Add($"The bonds between '{_steps[pair.Key.Item1].Name}' and '{_steps[pair.Key.Item2].Name}' contradict each other: the ionic one runs them one after the other, the metallic one side by side: keep one of the two");
            }
        }

        foreach (IGrouping<int, DocumentBond> into in _bonds.Where(static bond => bond.Kind == BondKind.Ionic).GroupBy(static bond => bond.To))
        {
            JudgeInputs(_steps[into.Key], [.. into]);
        }
    }

    // What a step is given has a name for each part, and items of one list.
    private void JudgeInputs(DocumentStep step, DocumentBond[] before)
    {
        if (before.GroupBy(static bond => bond.From).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            _problems.Add($"There are several ionic bonds from '{_steps[twice.Key].Name}' to '{step.Name}' of '{_name}': keep one");
        }

        if (before.Count(static bond => bond.ForEach) > 1)
        {
            _problems.Add($"'{step.Name}' of '{_name}' cannot run for the items of several steps: keep one bond's for_each");
        }

        if (before.Length > 1 && before.FirstOrDefault(bond => step.Constants.Any(constant => constant.Key == _steps[bond.From].Name)) is { } hidden)
        {
            _problems.Add($"'{step.Name}' of '{_name}' has a constant with the name of '{_steps[hidden.From].Name}', whose result it is given under that name: rename one of them");
        }
    }

    private IEnumerable<(FlowValue Item, int Place)> List(FlowValue document, string name, int most)
    {
        FlowValue list = document[name];
        if (list.IsNil)
        {
            return [];
        }

        if (list.Kind != PacketKind.Array)
        {
            _problems.Add($"d.{name}: expected array, got {list.Kind}");
            return [];
        }

        return list.Count <= most
            ? list.Items.Select(static (item, place) => (item, place)).TakeWhile(_ => _problems.Count < MostProblems)
            : throw new PacketFlowException(ErrorCodes.TooLarge, ErrorCategory.Fatal, $"d.{name}: {list.Count} of at most {most}");
    }

    // It stands in keys, in the journal and in logs.
    private string? Name(FlowValue owner, string name, string path)
    {
        if (Text(owner, name, path) is not { } text)
        {
            return null;
        }

        if (text.Length <= LongestName && !text.Any(static unit => unit == '/' || char.IsControl(unit)))
        {
            return text;
        }

        _problems.Add($"{path}: a name has at most {LongestName} characters, none of them / or a control character");
        return null;
    }

    private string? Optional(FlowValue owner, string name, string path) => owner[name].IsNil ? null : Text(owner, name, $"{path}.{name}");

    private string? Text(FlowValue owner, string name, string path)
    {
        if (owner.Kind == PacketKind.Map && owner[name].Kind == PacketKind.String && owner[name].AsString() is { Length: > 0 and <= LongestText } text)
        {
            return text;
        }

        _problems.Add($"{path}: expected text of 1 to {LongestText} characters");
        return null;
    }
}
