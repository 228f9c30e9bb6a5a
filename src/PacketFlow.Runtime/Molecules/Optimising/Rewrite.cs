using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Optimising;

/// <summary>A proposal with the change that it is about.</summary>
internal sealed record Rewrite(MoleculeProposal Proposal, PlanTuning Change)
{
    /// <summary>How much of what was measured it saves, or adds where more is better: comparable within a kind.</summary>
    public double Gain => Math.Abs(Proposal.Before - Proposal.After) / Math.Max(Proposal.Before, double.Epsilon);
}
