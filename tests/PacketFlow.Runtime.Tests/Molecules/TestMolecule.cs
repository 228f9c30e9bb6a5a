using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules;

/// <summary>A molecule written down in a test: steps and bonds by name, as the generator would number them.</summary>
internal sealed class TestMolecule(string name, int version = 1) : MoleculeDefinition(name, version)
{
    private readonly List<PlanStep> _steps = [];
    private readonly List<PlanBond> _bonds = [];
    private readonly Dictionary<int, Func<FlowValue, bool>> _conditions = [];
    private readonly Dictionary<int, Func<FlowValue, FlowValue, FlowValue>> _merges = [];
    private readonly Dictionary<int, MoleculeDefinition> _nested = [];

    public TimeSpan? Timeout { get; init; }

    /// <summary>What the molecule's input passes through on its way to a step; null where it is given as it came.</summary>
    public Func<FlowValue, FlowValue>? Converting { get; init; }

    /// <summary>A step whose one parameter takes what the named steps give, or the molecule's input if none is named.</summary>
    public TestMolecule Step(
        string name,
        string[]? from = null,
        StepKind kind = StepKind.Handler,
        bool idempotent = false,
        int? retries = null,
        bool atMostOnce = false,
        double? seconds = 30,
        bool forEach = false,
        bool nullable = false,
        string? target = null,
        AtomGroup of = AtomGroup.Df,
        string? resource = null,
        bool until = false)
    {
        (AtomGroup group, string element) = kind switch
        {
            StepKind.Timer => (AtomGroup.Ed, "timer"),
            StepKind.Signal => (AtomGroup.Ed, "signal"),
            _ => (of, name.ToLowerInvariant()),
        };
        string address = kind is StepKind.Handler or StepKind.Compensation or StepKind.Substitute ? $"{element}@{Name}/{Version}/{name}" : element;
        List<PlanInput> inputs = [];
        if (kind == StepKind.Compensation)
        {
            inputs.Add(new PlanInput("input", "FlowValue", [new PlanSource(PlanSourceKind.UndoneInput)]));
            inputs.Add(new PlanInput("output", "FlowValue", [new PlanSource(PlanSourceKind.UndoneOutput)]));
        }
        else if (kind is StepKind.Signal or StepKind.Timer && !until)
        {
        }
        else if (from is null or [])
        {
            inputs.Add(new PlanInput("input", "FlowValue", [new PlanSource(PlanSourceKind.MoleculeInput) { IsConverted = Converting is not null }]) { IsRequired = true });
        }
        else
        {
            foreach (string source in from)
            {
                string before = source.TrimEnd('?');
                inputs.Add(new PlanInput(before.ToLowerInvariant(), "FlowValue", [new PlanSource(PlanSourceKind.Step, NumberOf(before)) { IsItem = forEach && before == from[0] }])
                {
                    IsRequired = !source.EndsWith('?'),
                });
            }
        }

        _steps.Add(new PlanStep(
            _steps.Count,
            name,
            kind,
            new Element(group, element) { Idempotent = idempotent, Retries = retries, AtMostOnce = atMostOnce, Resource = resource },
            address)
        {
            Inputs = inputs,
            Timeout = seconds is { } limit ? TimeSpan.FromSeconds(limit) : null,
            ResultTypeName = kind is StepKind.Timer or StepKind.Compensation ? null : "FlowValue",
            IsForEach = forEach,
            IsUntil = until,
            IsResultNullable = nullable,
            Target = target is null ? null : NumberOf(target),
            Nested = kind == StepKind.Nested ? name : null,
        });
        return this;
    }

    public TestMolecule Ionic(string from, string to, Func<FlowValue, bool>? when = null, bool forEach = false, int? parallelism = null, bool data = true, string? reason = null)
    {
        if (when is not null)
        {
            _conditions.Add(_bonds.Count, when);
        }

        _bonds.Add(new PlanBond(BondKind.Ionic, NumberOf(from), NumberOf(to))
        {
            When = when is null ? null : $"Is{to}",
            ForEach = forEach,
            Parallelism = parallelism,
            CarriesData = data,
            Reason = reason,
        });
        return this;
    }

    public TestMolecule Covalent(string a, string b, string? resource = null, Func<FlowValue, FlowValue, FlowValue>? merge = null)
    {
        if (merge is not null)
        {
            _merges.Add(_bonds.Count, merge);
        }

        _bonds.Add(new PlanBond(BondKind.Covalent, NumberOf(a), NumberOf(b)) { Resource = resource, Merge = merge is null ? null : $"Merge{b}" });
        return this;
    }

    public TestMolecule Metallic(string a, string b)
    {
        _bonds.Add(new PlanBond(BondKind.Metallic, NumberOf(a), NumberOf(b)));
        return this;
    }

    public TestMolecule Loose(string a, string b)
    {
        _bonds.Add(new PlanBond(BondKind.VanDerWaals, NumberOf(a), NumberOf(b)));
        return this;
    }

    public TestMolecule Runs(string step, MoleculeDefinition nested)
    {
        _nested.Add(NumberOf(step), nested);
        return this;
    }

    public int NumberOf(string step) => _steps.FindIndex(one => one.Name == step) is >= 0 and var number ? number : throw new ArgumentException($"No step {step}.");

    public override bool Test(int bond, ref PacketReader output) =>
        _conditions.TryGetValue(bond, out Func<FlowValue, bool>? condition) ? condition(Formatter<FlowValue>.Default.Read(ref output)) : base.Test(bond, ref output);

    public override void Convert(int step, int input, int source, ref PacketReader value, ref PacketWriter converted) =>
        Formatter<FlowValue>.Default.Write(ref converted, Converting!(Formatter<FlowValue>.Default.Read(ref value)));

    public override void Merge(int bond, ref PacketReader first, ref PacketReader second, ref PacketWriter merged) =>
        Formatter<FlowValue>.Default.Write(ref merged, _merges[bond](Formatter<FlowValue>.Default.Read(ref first), Formatter<FlowValue>.Default.Read(ref second)));

    public override MoleculeDefinition Nested(int step) => _nested.TryGetValue(step, out MoleculeDefinition? nested) ? nested : base.Nested(step);

    protected override MoleculePlan CreatePlan()
    {
        PlanStep[] last = [.. _steps.Where(step => step is { IsInFlow: true, ResultTypeName: not null }
            && !_bonds.Exists(bond => bond.Kind == BondKind.Ionic && bond.From == step.Number))];
        return new MoleculePlan(Name, Version, _steps, _bonds, last.Length == 1
            ? [new PlanOutput(last[0].Number, null)]
            : [.. last.Select(static step => new PlanOutput(step.Number, step.Name.ToLowerInvariant()) { IsOptional = true })])
        {
            Timeout = Timeout,
        };
    }
}
