using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules.Core;

/// <summary>A plan as the core walks it: what leads where, what belongs together, what is locked. Made once for each definition.</summary>
internal sealed partial class PlanView
{
    private PlanView(MoleculeDefinition definition, PlanTuning tuning)
    {
        Definition = definition;
        Tuning = tuning;
        Plan = definition.Plan;
        Steps = [.. Plan.Steps];
        Bonds = [.. Plan.Bonds];
        int count = Steps.Length;
        FlowCount = Plan.Steps.Count(static step => step.IsInFlow);
        Into = ByStep(static bond => bond.To);
        Out = ByStep(static bond => bond.From);
        ForEachBond = [.. Plan.Steps.Select(step => Into[step.Number].FirstOrDefault(bond => Plan.Bonds[bond].ForEach, -1))];
        (Metals, MetalOf) = Grouped(Joined(BondKind.Metallic));
        Compensation = new PlanStep?[count];
        Substitutes = [.. Plan.Steps.Select(step => Plan.Steps.Where(other => other.Kind == StepKind.Substitute && other.Target == step.Number).ToArray())];
        foreach (PlanStep step in Plan.Steps.Where(static step => step is { Kind: StepKind.Compensation, Target: not null }))
        {
            Compensation[step.Target!.Value] ??= step;
        }

        (Joints, JointOf) = Grouped(Entangled());
        FromPartner = [.. Plan.Steps.Select(step => step.Inputs.Select(input => PartnersOf(step.Number, input).Any()).ToArray())];
        Resources = [.. Plan.Steps.Select(ResourcesOf)];
        (LockSets, LockSetOf) = LockOrder();
        Neighbourhoods = NeighbourhoodOf();
    }

    public MoleculeDefinition Definition { get; }

    public MoleculePlan Plan { get; }

    public PlanTuning Tuning { get; }

    /// <summary>The plan's steps and bonds by their numbers.</summary>
    public PlanStep[] Steps { get; }

    public PlanBond[] Bonds { get; }

    public int FlowCount { get; }

    /// <summary>For each step the numbers of the ionic bonds that lead to it.</summary>
    public int[][] Into { get; }

    /// <summary>For each step the numbers of the ionic bonds that leave it.</summary>
    public int[][] Out { get; }

    /// <summary>For each step the bond whose items it runs for, or -1.</summary>
    public int[] ForEachBond { get; }

    /// <summary>The metallic groups, and for each step its group or -1.</summary>
    public int[][] Metals { get; }

    public int[] MetalOf { get; }

    public PlanStep?[] Compensation { get; }

    public PlanStep[][] Substitutes { get; }

    /// <summary>For each step the name of those that belong on one reactor with it; null where that does not matter.</summary>
    public string?[] Neighbourhoods { get; }

    public static PlanView Of(MoleculeDefinition definition) => new(definition, PlanTuning.None);

    public static PlanView Of(MoleculeDefinition definition, PlanTuning tuning) => new(definition, tuning);

    /// <summary>Whether the second step of a bond waits for the first.</summary>
    public bool IsOrder(int bond) => Plan.Bonds[bond].Kind == BondKind.Ionic && !Tuning.Relaxed.Contains(bond);

    /// <summary>How many items run at a time along a bond; null where nothing says.</summary>
    public int? ParallelismOf(int bond) => Tuning.Parallelism.TryGetValue(bond, out int parallelism) ? parallelism : Plan.Bonds[bond].Parallelism;

    private int[][] ByStep(Func<PlanBond, int> end)
    {
        ILookup<int, int> bonds = Enumerable.Range(0, Plan.Bonds.Count)
            .Where(IsOrder)
            .ToLookup(bond => end(Plan.Bonds[bond]));
        return [.. Plan.Steps.Select(step => bonds[step.Number].ToArray())];
    }

    private Partition Joined(params BondKind[] kinds)
    {
        var partition = new Partition(Plan.Steps.Count);
        foreach (PlanBond bond in Plan.Bonds.Where(bond => kinds.Contains(bond.Kind)))
        {
            partition.Join(bond.From, bond.To);
        }

        return partition;
    }

    private (int[][] Groups, int[] GroupOf) Grouped(Partition partition)
    {
        int[][] groups = partition.Groups();
        int[] of = new int[Plan.Steps.Count];
        Array.Fill(of, -1);
        for (int group = 0; group < groups.Length; group++)
        {
            foreach (int member in groups[group])
            {
                of[member] = group;
            }
        }

        return (groups, of);
    }

    private string?[] NeighbourhoodOf()
    {
        string?[] keys = new string?[Plan.Steps.Count];
        Partition neighbours = Joined(BondKind.Covalent, BondKind.VanDerWaals);
        foreach (int bond in Tuning.Together)
        {
            neighbours.Join(Plan.Bonds[bond].From, Plan.Bonds[bond].To);
        }

        foreach (int[] group in neighbours.Groups())
        {
            foreach (int member in group)
            {
                keys[member] = Plan.Steps[group[0]].Name;
            }
        }

        return keys;
    }
}
