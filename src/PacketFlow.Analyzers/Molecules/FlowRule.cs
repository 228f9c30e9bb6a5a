namespace PacketFlow.Molecules;

/// <summary>A rule about what flows: judged only where the bonds give an order, else one cycle would be reported in many words.</summary>
internal abstract class FlowRule : MoleculeRule
{
    public sealed override void Judge(MoleculeSite molecule)
    {
        if (molecule.Graph.IsAcyclic)
        {
            JudgeFlow(molecule);
        }
    }

    protected abstract void JudgeFlow(MoleculeSite molecule);
}
