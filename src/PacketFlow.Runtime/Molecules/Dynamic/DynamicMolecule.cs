using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules.Dynamic;

/// <summary>
/// A molecule that is known at run time only. A step with one step before it is given its constants and, as <c>input</c>, what that gave; one
/// with several what each gave, under its name; one with none the run's input. A timer gives nothing, so that only its order counts.
/// </summary>
internal sealed class DynamicMolecule : MoleculeDefinition
{
    private readonly TimeSpan? _timeout;
    private readonly IReadOnlyList<DocumentStep> _steps;
    private readonly IReadOnlyList<DocumentBond> _bonds;
    private readonly ILookup<int, DocumentBond> _into;

    public DynamicMolecule(string name, int version, TimeSpan? timeout, IReadOnlyList<DocumentStep> steps, IReadOnlyList<DocumentBond> bonds)
        : base(name, version)
    {
        (_timeout, _steps, _bonds) = (timeout, steps, bonds);
        _into = bonds.Where(bond => bond.Kind == BondKind.Ionic && Gives(steps[bond.From])).ToLookup(static bond => bond.To);
    }

    /// <summary>The document that it came as, for the journal.</summary>
    public required string Document { get; init; }

    /// <summary>Whether a step has a result.</summary>
    public static bool Gives(DocumentStep step) => step.Kind != StepKind.Timer;

    /// <summary>True for true, and for what is neither nil, false, 0 nor empty.</summary>
    public override bool Test(int bond, ref PacketReader output)
    {
        string path = _bonds[bond].When!;
        FlowValue value = Formatter<FlowValue>.Default.Read(ref output);
        foreach (string name in path.TrimStart('!').Split('.'))
        {
            value = value.Kind == PacketKind.Map ? value[name] : FlowValue.Nil;
        }

        return Holds(value) != path.StartsWith('!');
    }

    public override void Convert(int step, int input, int source, ref PacketReader value, ref PacketWriter converted)
    {
        DocumentStep own = _steps[step];
        if (own.Kind == StepKind.Timer)
        {
            Formatter<TimeSpan>.Default.Write(ref converted, own.Wait!.Value);
            return;
        }

        if (Before(step).Length > 1)
        {
            Formatter<FlowValue>.Default.Write(ref converted, own.Constants[input].Value);
            return;
        }

        (string Key, FlowValue Value)[] constants = [.. own.Constants.Where(static constant => constant.Key != "input")];
        converted.WriteMapHeader(constants.Length + 1);
        foreach ((string key, FlowValue constant) in constants)
        {
            converted.WriteString(key);
            Formatter<FlowValue>.Default.Write(ref converted, constant);
        }

        converted.WriteString("input");
        converted.WriteRaw(value.ReadRaw());
    }

    protected override MoleculePlan CreatePlan()
    {
        PlanStep[] steps = [.. _steps.Select((step, number) => Step(step, number))];
        HashSet<int> followed = [.. _bonds.Where(static bond => bond.Kind == BondKind.Ionic).Select(static bond => bond.From)];
        int[] last = [.. Enumerable.Range(0, steps.Length).Where(step => !followed.Contains(step) && Gives(_steps[step]))];
        return new MoleculePlan(
            Name,
            Version,
            steps,
            [.. _bonds.Select(bond => new PlanBond(bond.Kind, bond.From, bond.To)
            {
                When = bond.When,
                ForEach = bond.ForEach,
                Resource = bond.Resource,
                CarriesData = bond.Kind == BondKind.Ionic && Gives(_steps[bond.From]) && _steps[bond.To].Kind == StepKind.Remote,
            })],
            last is [var only] ? [new PlanOutput(only, null) { IsOptional = true }] : [.. last.Select(step => new PlanOutput(step, steps[step].Name) { IsOptional = true })])
        {
            Timeout = _timeout,
        };
    }

    // What a wait says stands beside its type, so that a plan with another wait is another plan.
    private PlanStep Step(DocumentStep step, int number) => new(number, step.Name, step.Kind, step.Element, step.Element.Name)
    {
        Timeout = step.Kind == StepKind.Remote ? step.Element.Timeout : step.Wait,
        Inputs = step.Kind == StepKind.Signal ? [] : Inputs(step, number),
        ResultTypeName = step.Kind switch
        {
            StepKind.Timer => null,
            StepKind.Signal => Type(step.Constants),
            _ => nameof(FlowValue),
        },
        IsForEach = _into[number].Any(static bond => bond.ForEach),
    };

    // The constants stand in the type's place: a plan with others is another plan.
    private PlanInput[] Inputs(DocumentStep step, int number)
    {
        DocumentBond[] before = step.Kind == StepKind.Remote ? Before(number) : [];
        return before.Length switch
        {
            0 => [new PlanInput("input", Type(step.Constants), [new PlanSource(PlanSourceKind.MoleculeInput) { IsConverted = true }]) { IsRequired = true }],
            1 => [new PlanInput("input", Type(step.Constants), [Source(before[0], isConverted: true)]) { IsRequired = true }],
            _ =>
            [
                .. step.Constants.Select(static constant => new PlanInput(
                    constant.Key, Type([constant]), [new PlanSource(PlanSourceKind.MoleculeInput) { IsConverted = true }])),
                .. before.Select(bond => new PlanInput(_steps[bond.From].Name, nameof(FlowValue), [Source(bond, isConverted: false)])),
            ],
        };
    }

    private static PlanSource Source(DocumentBond bond, bool isConverted) => new(PlanSourceKind.Step, bond.From) { IsItem = bond.ForEach, IsConverted = isConverted };

    private static string Type(IReadOnlyList<(string Key, FlowValue Value)> constants) =>
        nameof(FlowValue) + string.Concat(constants.Select(static constant => $" {constant.Key}={Text(constant.Value)}"));

    // The order of members says nothing, and not everybody who sends a document again can choose it.
    private static string Text(FlowValue value) => value.Kind switch
    {
        PacketKind.Map => $"{{{string.Join(',', value.Members.Select(static member => $"{Text(member.Key)}:{Text(member.Value)}").Order(StringComparer.Ordinal))}}}",
        PacketKind.Array => $"[{string.Join(',', value.Items.Select(Text))}]",
        _ => System.Convert.ToHexString(value.Bytes),
    };

    private DocumentBond[] Before(int step) => [.. _into[step]];

    private static bool Holds(FlowValue value) => value.Kind switch
    {
        PacketKind.Nil => false,
        PacketKind.Boolean => value.AsBoolean(),
        PacketKind.Integer => !value.Equals((FlowValue)0),
        PacketKind.String => value.AsString().Length > 0,
        PacketKind.Array or PacketKind.Map => value.Count > 0,
        _ => true,
    };
}
