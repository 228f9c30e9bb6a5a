using PacketFlow.Molecules;

namespace PacketFlow;

/// <summary>
/// Says how this host's molecules could run better, from what their steps were measured to do since it started. A service of the host. It changes
/// nothing: the host applies what <c>PacketFlow:Optimiser</c> allows.
/// </summary>
public sealed class MoleculeAdvisor
{
    private readonly MoleculeEngine _engine;

    internal MoleculeAdvisor(MoleculeEngine engine) => _engine = engine;

    /// <summary>The proposals as of now: those that are applied, then those that are not, by molecule.</summary>
    public IReadOnlyList<MoleculeProposal> GetProposals() => _engine.Proposals();
}
