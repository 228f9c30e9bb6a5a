namespace PacketFlow.Molecules.Dynamic;

/// <summary>
/// Reads a molecule document, <c>{id, version, timeout, steps: [{name, g, e, d}], bonds: [{from, to, kind, when, for_each, resource}]}</c>, and judges
/// it as the analyzers judge a class.
/// </summary>
internal sealed partial class MoleculeDocument
{
    public const int MostSteps = 1000;

    private const int MostBonds = 10_000;

    /// <summary>A hundred years.</summary>
    private const double MostSeconds = 100 * 365 * 86_400.0;

    // As long as a run's id: a step's name goes with it into every key.
    private const int LongestName = 128;

    private const int LongestText = 1024;

    // What is refused for its name may have any length.
    private const int LongestShown = 64;

    // Whoever writes a document by hand wants to see all of them; nobody reads a thousand.
    private const int MostProblems = 20;

    private readonly Func<AtomGroup, string, Element?> _handled;
    private readonly string _place;
    private readonly bool _isKept;
    private readonly List<string> _problems = [];
    private readonly List<DocumentStep> _steps = [];
    private readonly List<DocumentBond> _bonds = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private string _name = "";

    private MoleculeDocument(Func<AtomGroup, string, Element?> handled, string place, bool isKept)
    {
        (_handled, _place, _isKept) = (handled, place, isKept);
    }

    /// <param name="document">The document.</param>
    /// <param name="handled">What the handler of an address says of its element; null where the host has none.</param>
    /// <param name="place">Where it stands in what somebody sent, for whoever is told of it.</param>
    /// <param name="isKept">Whether it was taken before: its runs go on, though a rule came since then that it does not keep.</param>
    /// <exception cref="PacketFlowException">PF003: it is no such document, or the molecule cannot be run; the message names all that is wrong. PF413: it is too large.</exception>
    public static DynamicMolecule Read(FlowValue document, Func<AtomGroup, string, Element?> handled, string place = "d", bool isKept = false)
    {
        var reading = new MoleculeDocument(handled, place, isKept);
        DynamicMolecule? molecule = document.Kind == PacketKind.Map ? reading.ReadAll(document) : null;
        return molecule ?? throw new PacketFlowException(
            ErrorCodes.PayloadMismatch,
            ErrorCategory.Fatal,
            document.Kind == PacketKind.Map ? string.Join("; ", reading._problems.Take(MostProblems)) : $"{place}: expected a molecule document, got {PacketReader.Name(document.Kind)}");
    }

    private DynamicMolecule? ReadAll(FlowValue document)
    {
        Know(document, _place, "a molecule document has id, version, timeout, steps and bonds", "id", "version", "timeout", "steps", "bonds");
        _name = Name(document, "id", $"{_place}.id") ?? "";
        int version = Version(document["version"]);
        TimeSpan? timeout = Seconds(document["timeout"], $"{_place}.timeout");
        foreach ((FlowValue step, int place) in List(document, "steps", MostSteps))
        {
            ReadStep(step, $"{_place}.steps[{place}]");
        }

        foreach ((FlowValue bond, int place) in List(document, "bonds", MostBonds))
        {
            ReadBond(bond, $"{_place}.bonds[{place}]");
        }

        if (_problems.Count < MostProblems)
        {
            Judge();
        }

        return _problems.Count > 0 ? null : new DynamicMolecule(_name, version, timeout, _steps, _bonds) { Document = Convert.ToBase64String(PacketCodec.Serialize(document)) };
    }

    // A float of integral value is a whole number here as everywhere: some encoders know no others.
    private int Version(FlowValue version)
    {
        if (version.IsNil)
        {
            return 1;
        }

        if (version.Kind is PacketKind.Integer or PacketKind.Float && version.AsDouble() is >= 1 and <= int.MaxValue and var number && double.IsInteger(number))
        {
            return (int)number;
        }

        _problems.Add($"{_place}.version: expected a whole number from 1 to {int.MaxValue}");
        return 0;
    }

    private TimeSpan? Seconds(FlowValue seconds, string path)
    {
        if (seconds.IsNil)
        {
            return null;
        }

        if (seconds.Kind is PacketKind.Integer or PacketKind.Float && seconds.AsDouble() is > 0 and <= MostSeconds and var time)
        {
            return TimeSpan.FromSeconds(time);
        }

        _problems.Add(FormattableString.Invariant($"{path}: expected seconds above zero, at most {MostSeconds}"));
        return null;
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
            _problems.Add($"{_place}.{name}: expected array, got {PacketReader.Name(list.Kind)}");
            return [];
        }

        return list.Count <= most
            ? list.Items.Select(static (item, place) => (item, place)).TakeWhile(_ => _problems.Count < MostProblems)
            : throw new PacketFlowException(ErrorCodes.TooLarge, ErrorCategory.Fatal, $"{_place}.{name}: {list.Count} of at most {most}");
    }

    // What nobody reads was meant to do something.
    private void Know(FlowValue map, string path, string allowed, params ReadOnlySpan<string> known)
    {
        foreach ((FlowValue key, FlowValue _) in map.Members)
        {
            if (_problems.Count < MostProblems && !(key.Kind == PacketKind.String && known.Contains(key.AsString())))
            {
                _problems.Add($"{path}.{Shown(key)}: there is no such member: {allowed}");
            }
        }
    }

    /// <summary>A key as whoever sent it is told of it.</summary>
    public static string Shown(FlowValue key)
    {
        string text = key.Kind == PacketKind.String ? key.AsString() : PacketCodec.ToJson(key.Bytes);
        return text.Length <= LongestShown ? text : $"{text[..LongestShown]}...";
    }

    // It stands in keys, in the journal and in logs.
    private string? Name(FlowValue owner, string name, string path)
    {
        if (owner[name].Kind == PacketKind.String && owner[name].AsString() is { Length: > 0 and <= LongestName } text && !text.Any(static unit => unit == '/' || char.IsControl(unit)))
        {
            return text;
        }

        _problems.Add($"{path}: expected a name of 1 to {LongestName} characters, none of them / or a control character");
        return null;
    }

    private string? Optional(FlowValue owner, string name, string path) => owner[name].IsNil ? null : Text(owner, name, $"{path}.{name}");

    private string? Text(FlowValue owner, string name, string path)
    {
        if (owner[name].Kind == PacketKind.String && owner[name].AsString() is { Length: > 0 and <= LongestText } text)
        {
            return text;
        }

        _problems.Add($"{path}: expected text of 1 to {LongestText} characters");
        return null;
    }
}
