using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Optimising;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>What was measured, put to use: proposals, and their application where that is allowed.</summary>
internal sealed partial class MoleculeEngine
{
    private static readonly TimeSpan FirstReview = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenReviews = TimeSpan.FromHours(1);

    private readonly Lock _reviewing = new();
    private readonly HashSet<(ProposalKind, string, int, string, string)> _told = [];
    private readonly List<MoleculeProposal> _applied = [];

    /// <summary>The proposals as of now.</summary>
    public IReadOnlyList<MoleculeProposal> Proposals()
    {
        lock (_reviewing)
        {
            return [.. _applied, .. Registry.All.SelectMany(Rewrites).Select(static rewrite => rewrite.Proposal)];
        }
    }

    /// <summary>What was measured of each molecule, by name and version.</summary>
    public IReadOnlyList<MoleculeMeasurement> Measured() =>
    [
        .. Registry.All.Select(view => MeasuredStability.Of(view.Plan, Statistics.Of(view.Plan)))
            .OrderBy(static molecule => molecule.Molecule, StringComparer.Ordinal).ThenBy(static molecule => molecule.Version),
    ];

    /// <summary>Tells what is new among the proposals, and applies what is allowed.</summary>
    public void Review()
    {
        lock (_reviewing)
        {
            foreach (PlanView view in Registry.All)
            {
                Review(view.Plan);
            }
        }
    }

    // One at a time, the best first: each changes what the others would gain.
    private void Review(MoleculePlan plan)
    {
        while (Registry.Find(plan.Name, plan.Version, plan.Fingerprint) is { } view)
        {
            IReadOnlyList<Rewrite> rewrites = Rewrites(view);
            foreach (MoleculeProposal proposal in rewrites.Select(static rewrite => rewrite.Proposal))
            {
                if (_told.Add((proposal.Kind, proposal.Molecule, proposal.Version, proposal.From, proposal.To)))
                {
                    Log.MoleculeProposed(_parts.Logger, proposal.Kind, proposal.Molecule, proposal.Version, proposal.Advice);
                }
            }

            if (rewrites.FirstOrDefault(rewrite => _parts.Options.Optimise.Contains(rewrite.Proposal.Kind)) is not { } best)
            {
                return;
            }

            Registry.Tune(view, view.Tuning.And(best.Change));
            _applied.Add(best.Proposal with { IsApplied = true });
            Log.MoleculeTuned(_parts.Logger, best.Proposal.Kind, plan.Name, plan.Version, best.Proposal.From, best.Proposal.To);
        }
    }

    private IReadOnlyList<Rewrite> Rewrites(PlanView view) =>
        Proposer.Find(new Measurements(view, Statistics.Of(view.Plan), _parts.Options.Parallelism));
}
