using System.Globalization;
using PacketFlow.Chemistry;
using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Optimising;

/// <summary>Finds what could be changed in a plan without changing what its runs compute.</summary>
internal static class Proposer
{
    // Less is within what a measurement is off by.
    private const double LeastGain = 0.05;

    // Busy neighbours exchange data in most runs.
    private const double LeastFrequency = 0.5;

    public static IReadOnlyList<Rewrite> Find(Measurements measured) =>
    [
        .. Enumerable.Range(0, measured.Plan.Bonds.Count)
            .SelectMany(bond => new[] { Relaxed(measured, bond), Together(measured, bond), Split(measured, bond) })
            .OfType<Rewrite>()
            .Where(static rewrite => rewrite.Proposal.Kind == ProposalKind.PlaceTogether || rewrite.Gain >= LeastGain)
            .OrderByDescending(static rewrite => rewrite.Gain),
    ];

    // Nothing flows along the bond, nobody gave a reason for it, and its first step never failed: nothing shows that the second has to wait.
    private static Rewrite? Relaxed(Measurements measured, int number)
    {
        (PlanView view, PlanBond bond) = (measured.View, measured.Plan.Bonds[number]);
        PlanStep from = measured.Plan.Steps[bond.From], to = measured.Plan.Steps[bond.To];
        if (!view.IsOrder(number) || bond.CarriesData || bond.When is not null || bond.ForEach || !string.IsNullOrWhiteSpace(bond.Reason)
            || IsWait(from) || IsWait(to) || to.Element.AtMostOnce || measured.Of(bond.From).Failed > 0
            || !measured.IsMeasured(bond.From) || !measured.IsMeasured(bond.To) || !IsPlain(view, bond.To))
        {
            return null;
        }

        return Timed(measured, ProposalKind.RelaxBond, bond, new PlanTuning { Relaxed = [number] }, string.Create(
            CultureInfo.InvariantCulture,
            $"{to.Name} waits for {from.Name}, whose result it does not take and which did not fail in {measured.Of(bond.From).Done} tries: take the ionic bond away, or give its Reason"));
    }

    private static Rewrite? Together(Measurements measured, int number)
    {
        (PlanView view, PlanBond bond) = (measured.View, measured.Plan.Bonds[number]);
        PlanStep from = measured.Plan.Steps[bond.From], to = measured.Plan.Steps[bond.To];
        if (bond is not { Kind: BondKind.Ionic, CarriesData: true } || from.Kind != StepKind.Remote || to.Kind != StepKind.Remote
            || (view.Neighbourhoods[bond.From] is { } name && name == view.Neighbourhoods[bond.To]) || !measured.IsMeasured(bond.From) || !measured.IsMeasured(bond.To))
        {
            return null;
        }

        StepFigures[] figures = [.. Enumerable.Range(0, measured.Plan.Steps.Count).Select(measured.Of)];
        MoleculeMeasurement found = MeasuredStability.Of(measured.Plan, figures);
        double frequency = found.Bonds[number].Frequency;
        if (frequency < LeastFrequency)
        {
            return null;
        }

        double after = found.BindingEnergy + (new Bond(BondKind.VanDerWaals, bond.From, bond.To).Coupling * frequency);
        var proposal = new MoleculeProposal(ProposalKind.PlaceTogether, measured.Plan.Name, measured.Plan.Version, from.Name, to.Name)
        {
            Before = found.BindingEnergy,
            After = after,
            Advice = string.Create(
                CultureInfo.InvariantCulture,
                $"{to.Name} takes what {from.Name} gives in {frequency:P0} of runs: add [VanDerWaalsBond(nameof({from.Name}), nameof({to.Name}))], so that both run on one reactor"),
        };
        return new Rewrite(proposal, new PlanTuning { Together = [number] });
    }

    // The items of a step know nothing of each other. Where the run waits for them longest, more of them at a time is what there is to gain.
    private static Rewrite? Split(Measurements measured, int number)
    {
        (PlanView view, PlanBond bond) = (measured.View, measured.Plan.Bonds[number]);
        if (!bond.ForEach || !measured.IsMeasured(bond.To) || view.Resources[bond.To].Length > 0)
        {
            return null;
        }

        int now = view.ParallelismOf(number) ?? measured.Parallelism;
        int more = Math.Min(Math.Min(now * 2, measured.Parallelism), (int)Math.Ceiling(measured.Items(bond)));
        CriticalPath longest = measured.Longest(view.Tuning);
        if (more <= now || !longest.Steps.Contains(bond.To))
        {
            return null;
        }

        PlanStep to = measured.Plan.Steps[bond.To];
        return Timed(measured, ProposalKind.SplitItems, bond, new PlanTuning { Parallelism = new Dictionary<int, int> { [number] = more } }, string.Create(
            CultureInfo.InvariantCulture,
            $"{to.Name} runs for {measured.Items(bond):0.#} items, {now} at a time, and the run waits for them: let {more} run at a time (Parallelism = {more})"));
    }

    private static Rewrite Timed(Measurements measured, ProposalKind kind, PlanBond bond, PlanTuning change, string advice)
    {
        double before = measured.Longest(measured.View.Tuning).Seconds, after = measured.Longest(measured.View.Tuning.And(change)).Seconds;
        var proposal = new MoleculeProposal(kind, measured.Plan.Name, measured.Plan.Version, measured.Plan.Steps[bond.From].Name, measured.Plan.Steps[bond.To].Name)
        {
            Before = before,
            After = after,
            Advice = string.Create(CultureInfo.InvariantCulture, $"{advice}. The longest chain of steps would take {after:0.##} ms instead of {before:0.##} ms"),
        };
        return new Rewrite(proposal, change);
    }

    // A wait is what a timer and a signal are for.
    private static bool IsWait(PlanStep step) => step.Kind is StepKind.Timer or StepKind.Signal;

    // Where a step may be skipped, fail alone, or share something, the bonds before it decide more than an order.
    private static bool IsPlain(PlanView view, int step)
    {
        if (view.LockSets.Length > 0 || view.Joints.Length > 0)
        {
            return false;
        }

        var reached = new HashSet<int> { step };
        var left = new Stack<int>(reached);
        while (left.TryPop(out int one))
        {
            if (view.MetalOf[one] >= 0)
            {
                return false;
            }

            foreach (int bond in view.Into[one])
            {
                if (view.Plan.Bonds[bond].When is not null)
                {
                    return false;
                }

                if (reached.Add(view.Plan.Bonds[bond].From))
                {
                    left.Push(view.Plan.Bonds[bond].From);
                }
            }
        }

        return true;
    }
}
