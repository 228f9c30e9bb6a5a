using System.Text;
using PacketFlow.Chemistry;

namespace PacketFlow.Molecules.Core;

/// <summary>What recovers together, and which locks are taken together so that no order of runs can dead-lock.</summary>
internal sealed partial class PlanView
{
    /// <summary>The covalent groups: their results are recorded together. For each step its group, or -1.</summary>
    public int[][] Joints { get; }

    public int[] JointOf { get; }

    /// <summary>For each step which of its inputs another of its group gives it.</summary>
    public bool[][] FromPartner { get; }

    /// <summary>For each step what it uses alone, names in order; a nested step uses all that its molecule does.</summary>
    public string[][] Resources { get; }

    /// <summary>Resources that are taken at once, in the order of their names, and the steps that need them.</summary>
    public LockSet[] LockSets { get; }

    public int[] LockSetOf { get; }

    // Two groups that wait for each other, or a step between two members, could never be recorded one by one: they are one group.
    private Partition Entangled()
    {
        Partition partition = Joined(BondKind.Covalent);
        if (partition.Groups().Length == 0)
        {
            return partition;
        }

        var graph = new Digraph(Plan.Steps.Count, Plan.Bonds
            .Where(static bond => bond.Kind == BondKind.Ionic)
            .Select(bond => (partition.Of(bond.From), partition.Of(bond.To)))
            .Where(static edge => edge.Item1 != edge.Item2));
        foreach (int[] circle in StrongComponents.Of(graph).Where(static component => component.Length > 1))
        {
            foreach (int member in circle)
            {
                partition.Join(circle[0], member);
            }
        }

        return partition;
    }

    /// <summary>The steps of its group that give a step something.</summary>
    public IEnumerable<int> PartnersOf(int step) => Steps[step].Inputs.SelectMany(input => PartnersOf(step, input));

    private IEnumerable<int> PartnersOf(int step, PlanInput input) => input.Sources
        .Where(source => source.Kind == PlanSourceKind.Step && JointOf[step] >= 0 && JointOf[source.Number] == JointOf[step])
        .Select(static source => source.Number);

    private string[] ResourcesOf(PlanStep step)
    {
        IEnumerable<string> own = Plan.Bonds
            .Where(bond => bond.Kind == BondKind.Covalent && (bond.From == step.Number || bond.To == step.Number))
            .Select(bond => bond.Resource is { } resource ? Checked(bond, resource) : Private(bond));
        IEnumerable<string> inner = step.Kind == StepKind.Nested ? Of(Definition.Nested(step.Number)).LockSets.SelectMany(static set => set.Resources) : [];
        return [.. own.Concat(inner).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    // What a journal could not keep would be asked for again for ever.
    private string Checked(PlanBond bond, string resource) =>
        resource.Length > 0 && !resource.Any(char.IsControl) && !resource.EnumerateRunes().Contains(Rune.ReplacementChar) ? resource : throw new PacketFlowException(
            ErrorCodes.PayloadMismatch,
            ErrorCategory.Fatal,
            $"{Plan.Name}/{Plan.Version}: the resource of the covalent bond between {Steps[bond.From].Name} and {Steps[bond.To].Name} is empty, or its name has a control character or is no valid text. Give it a name that can be shown.");

    // A bond without a resource keeps its two steps apart, and nobody else.
    private string Private(PlanBond bond) => $"\0{Plan.Steps[bond.From].Name}+{Plan.Steps[bond.To].Name}";

    // A run that holds one resource and waits for another keeps to the order of names only if it takes both at once, unless all use of
    // the one ends before any use of the other begins. So what may overlap is taken together, until nothing that is left overlaps.
    private (LockSet[] Sets, int[] SetOf) LockOrder()
    {
        var sets = new Partition(Plan.Steps.Count);
        int[] users = [.. Plan.Steps.Where(step => step.IsInFlow && Resources[step.Number].Any(IsShared)).Select(static step => step.Number)];
        foreach (int[] joint in Joints)
        {
            foreach (int member in joint)
            {
                sets.Join(joint[0], member);
            }
        }

        if (users.Length > 0)
        {
            var graph = new Digraph(Plan.Steps.Count, Plan.Bonds.Where(static bond => bond.Kind == BondKind.Ionic).Select(static bond => (bond.From, bond.To)));
            bool[][] after = [.. Enumerable.Range(0, Plan.Steps.Count).Select(step => Reachability.From(graph, [step]))];
            while (JoinOverlapping(sets, Used(), after))
            {
            }
        }

        int[][] Used()
        {
            ILookup<int, int> members = Enumerable.Range(0, Plan.Steps.Count).ToLookup(sets.Of);
            return [.. users.Select(sets.Of).Distinct().Select(set => members[set].ToArray())];
        }

        LockSet[] found =
        [
            .. Used().Select(members => new LockSet(
                members,
                [.. members.Where(users.Contains).SelectMany(user => Resources[user]).Where(IsShared).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])),
        ];
        int[] of = new int[Plan.Steps.Count];
        Array.Fill(of, -1);
        for (int set = 0; set < found.Length; set++)
        {
            foreach (int member in found[set].Members)
            {
                of[member] = set;
            }
        }

        return (found, of);
    }

    // What overlaps does so still when it has grown: all that overlap now may be joined at once.
    private static bool JoinOverlapping(Partition sets, int[][] used, bool[][] after)
    {
        bool isAny = false;
        for (int left = 0; left < used.Length; left++)
        {
            for (int right = left + 1; right < used.Length; right++)
            {
                isAny |= !IsBefore(used[left], used[right], after) && !IsBefore(used[right], used[left], after) && sets.Join(used[left][0], used[right][0]);
            }
        }

        return isAny;
    }

    private static bool IsBefore(int[] first, int[] second, bool[][] after) =>
        Array.TrueForAll(first, one => Array.TrueForAll(second, other => after[one][other]));

    private static bool IsShared(string resource) => resource[0] != '\0';
}
