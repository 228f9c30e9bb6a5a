using PacketFlow.Elements;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>A class with [Molecule], as the generators and the analyzers see it.</summary>
/// <param name="Name">The molecule's name on the wire.</param>
/// <param name="Version">Which version of the plan this is.</param>
/// <param name="TimeoutSeconds">How long a run may take, if said.</param>
/// <param name="Container">The class.</param>
/// <param name="Steps">Its steps, compensations and substitutes, in the order of <see cref="MoleculeSymbols.Steps"/>.</param>
/// <param name="Bonds">Its bonds, in the order of <see cref="MoleculeSymbols.Bonds"/>.</param>
/// <param name="Input">What it takes; null for nothing.</param>
/// <param name="InputCandidates">The types that its first steps need, as people read them; several where that is ambiguous.</param>
/// <param name="Output">What it gives.</param>
/// <param name="Members">The members that its class is given.</param>
/// <param name="Problems">What is wrong with it as a whole.</param>
internal sealed record MoleculeModel(
    string Name,
    int Version,
    double? TimeoutSeconds,
    ContainerModel Container,
    EquatableArray<StepModel> Steps,
    EquatableArray<BondModel> Bonds,
    PayloadRef? Input,
    EquatableArray<string> InputCandidates,
    OutputModel Output,
    MoleculeMembers Members,
    MoleculeProblems Problems)
{
    /// <summary>Whether a plan can be made and run; where not, the analyzers have said why.</summary>
    public bool IsSound =>
        (Problems & ~MoleculeProblems.NameCollision) == MoleculeProblems.None
        && Bonds.All(static bond => bond.IsSound)
        && Steps.All(static step => step.Problems == StepProblems.None
            && step.Handler.Problems == HandlerProblems.None
            && step.Inputs.All(static input => input.IsBound));
}
