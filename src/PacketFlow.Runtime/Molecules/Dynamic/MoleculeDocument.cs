using PacketFlow.Chemistry;

namespace PacketFlow.Molecules.Dynamic;

/// <summary>
/// Reads a molecule document, <c>{id, version, timeout, steps: [{name, g, e, d}], bonds: [{from, to, kind, when, for_each, resource}]}</c>, and judges
/// it as the analyzers judge a class.
/// </summary>
internal sealed class MoleculeDocument
{
    /// <summary>A hundred years.</summary>
    private const double MostSeconds = 100 * 365 * 86_400.0;

    private readonly List<string> _problems = [];
    private readonly List<DocumentStep> _steps = [];
    private readonly List<DocumentBond> _bonds = [];
    private string _name = "";

    private MoleculeDocument()
    {
    }

    /// <exception cref="PacketFlowException">PF003: it is no such document, or the molecule cannot be run; the message names all that is wrong.</exception>
    public static DynamicMolecule Read(FlowValue document)
    {
        var reading = new MoleculeDocument();
        DynamicMolecule? molecule = document.Kind == PacketKind.Map ? reading.ReadAll(document) : null;
        return molecule ?? throw new PacketFlowException(
            ErrorCodes.PayloadMismatch,
            ErrorCategory.Fatal,
            document.Kind == PacketKind.Map ? string.Join("; ", reading._problems) : $"d: expected a molecule document, got {document.Kind}");
    }

    private DynamicMolecule? ReadAll(FlowValue document)
    {
        _name = Text(document, "id", "d.id") ?? "";
        if (_name.Contains('/', StringComparison.Ordinal))
        {
            _problems.Add("d.id: a molecule's name has no /");
        }

        int version = document["version"].IsNil ? 1 : (int)document["version"].AsInt64();
        TimeSpan? timeout = Timeout(document["timeout"]);
        foreach ((FlowValue step, int place) in List(document, "steps"))
        {
            ReadStep(step, $"d.steps[{place}]");
        }

        foreach ((FlowValue bond, int place) in List(document, "bonds"))
        {
            ReadBond(bond, $"d.bonds[{place}]");
        }

        Judge();
        return _problems.Count > 0 ? null : new DynamicMolecule(_name, version, timeout, _steps, _bonds) { Document = Convert.ToBase64String(PacketCodec.Serialize(document)) };
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
        string? name = Text(step, "name", path + ".name"), group = Text(step, "g", path + ".g"), element = Text(step, "e", path + ".e");
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
        else if (_steps.Exists(other => other.Name == name))
        {
            _problems.Add($"{path}.name: there are two steps '{name}'");
        }
        else
        {
            FlowValue constants = step["d"];
            _steps.Add(new DocumentStep(name, parsed, element, constants.Kind == PacketKind.Map
                ? [.. constants.Members.Select(static member => (member.Key.AsString(), member.Value))]
                : []));
        }
    }

    private void ReadBond(FlowValue bond, string path)
    {
        string? from = Text(bond, "from", path + ".from"), to = Text(bond, "to", path + ".to");
        if (from is null || to is null)
        {
            return;
        }

        int first = StepOf(from), second = StepOf(to);
        string kind = bond["kind"].IsNil ? "ionic" : bond["kind"].AsString();
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
        else if (first == second && first >= 0)
        {
            _problems.Add($"'{from}' of '{_name}' is bonded to itself, which can hold nothing together: remove the bond, or name the other step");
        }
        else if (first >= 0 && second >= 0)
        {
            _bonds.Add(new DocumentBond(parsed.Value, first, second)
            {
                When = bond["when"].IsNil ? null : bond["when"].AsString(),
                ForEach = !bond["for_each"].IsNil && bond["for_each"].AsBoolean(),
                Resource = bond["resource"].IsNil ? null : bond["resource"].AsString(),
            });
        }
    }

    private int StepOf(string name)
    {
        int number = _steps.FindIndex(step => step.Name == name);
        if (number < 0)
        {
            string? nearest = EditDistance.Nearest(name, _steps.Select(static step => step.Name));
            _problems.Add($"'{name}' is no step of '{_name}'{(nearest is null ? "" : $": write '{nearest}'")}");
        }

        return number;
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
    }

    private IEnumerable<(FlowValue Item, int Place)> List(FlowValue document, string name)
    {
        if (document[name].IsNil)
        {
            return [];
        }

        if (document[name].Kind != PacketKind.Array)
        {
            _problems.Add($"d.{name}: expected array, got {document[name].Kind}");
            return [];
        }

        return document[name].Items.Select(static (item, place) => (item, place));
    }

    private string? Text(FlowValue owner, string name, string path)
    {
        if (owner.Kind == PacketKind.Map && owner[name].Kind == PacketKind.String && owner[name].AsString() is { Length: > 0 } text)
        {
            return text;
        }

        _problems.Add($"{path}: expected text");
        return null;
    }
}
