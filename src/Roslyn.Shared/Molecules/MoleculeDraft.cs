using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>A molecule while it is parsed.</summary>
internal sealed class MoleculeDraft(
    INamedTypeSymbol type, Compilation compilation, ImmutableArray<StepDraft> steps, ImmutableArray<BondModel> bonds)
{
    public INamedTypeSymbol Type => type;

    public Compilation Compilation => compilation;

    public ImmutableArray<StepDraft> Steps => steps;

    /// <summary>The bonds, their ends resolved, what flows along them not yet known.</summary>
    public ImmutableArray<BondModel> Bonds => bonds;

    /// <summary>What the molecule takes; null for nothing.</summary>
    public ITypeSymbol? Input { get; set; }

    /// <summary>The ionic bonds that lead to a step, one for each predecessor. A substitute has those of the step that it stands in for.</summary>
    public IEnumerable<BondModel> Into(StepDraft step)
    {
        int number = step.Kind == StepKind.Substitute && step.Target is { } target ? target.Index : step.Index;
        return bonds.Where(bond => bond.IsOrder && bond.ToStep == number).GroupBy(static bond => bond.FromStep).Select(static same => same.First());
    }

    /// <summary>What a bond hands on: the output, or its items.</summary>
    public ITypeSymbol? Offer(BondModel bond)
    {
        ITypeSymbol? output = steps[bond.FromStep].Output;
        return bond.ForEach ? Sequences.ItemOf(output) : output;
    }

    /// <summary>What must have held for a bond to be followed.</summary>
    public ImmutableHashSet<Condition> ConditionsOf(BondModel bond)
    {
        ImmutableHashSet<Condition> before = steps[bond.FromStep].Conditions;
        return bond.When is null ? before : before.Add(new Condition(bond.FromStep, bond.When));
    }

    /// <summary>Whether a chain of ionic bonds leads from one step to another.</summary>
    public bool IsBefore(StepDraft first, StepDraft second)
    {
        var seen = new HashSet<int>();
        var open = new Stack<StepDraft>([second]);
        while (open.Count > 0)
        {
            foreach (BondModel bond in Into(open.Pop()))
            {
                if (bond.FromStep == first.Index)
                {
                    return true;
                }

                if (seen.Add(bond.FromStep))
                {
                    open.Push(steps[bond.FromStep]);
                }
            }
        }

        return false;
    }

    /// <summary>The steps of the flow, each after its predecessors; those on a cycle, and after one, last and as declared.</summary>
    public (IReadOnlyList<StepDraft> Steps, bool IsCyclic) Ordered()
    {
        List<StepDraft> open = [.. steps.Where(static step => step.IsInFlow)];
        var ordered = new List<StepDraft>(open.Count);
        while (open.Find(step => Into(step).All(bond => ordered.Contains(steps[bond.FromStep]))) is { } next)
        {
            open.Remove(next);
            ordered.Add(next);
        }

        bool isCyclic = open.Count > 0;
        ordered.AddRange(open);
        return (ordered, isCyclic);
    }
}
