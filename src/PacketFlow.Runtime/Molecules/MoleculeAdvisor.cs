using PacketFlow.Molecules;

namespace PacketFlow;

/// <summary>
/// Says what this host's molecules were measured to do since it started, and how they could run better. A service of the host. It changes nothing: the
/// host applies what <c>PacketFlow:Optimiser</c> allows.
/// </summary>
public sealed class MoleculeAdvisor
{
    private readonly MoleculeEngine _engine;

    internal MoleculeAdvisor(MoleculeEngine engine) => _engine = engine;

    /// <summary>The proposals as of now: those that are applied, then those that are not, by molecule.</summary>
    public IReadOnlyList<MoleculeProposal> GetProposals() => _engine.Proposals();

    /// <summary>
    /// What was measured as of now, by molecule and version: of the host's classes, and of the molecules that came as documents and ran last.
    /// </summary>
    public IReadOnlyList<MoleculeMeasurement> GetMeasurements() => _engine.Measured();
}
