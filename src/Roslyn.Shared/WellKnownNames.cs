namespace PacketFlow;

/// <summary>Metadata names of what the generators and analyzers look for.</summary>
internal static class WellKnownNames
{
    public const string Abstractions = "PacketFlow.Abstractions";
    public const string Runtime = "PacketFlow.Runtime";

    public const string Element = "PacketFlow.ElementAttribute";
    public const string Molecule = "PacketFlow.MoleculeAttribute";
    public const string IonicBond = "PacketFlow.IonicBondAttribute";
    public const string CovalentBond = "PacketFlow.CovalentBondAttribute";
    public const string MetallicBond = "PacketFlow.MetallicBondAttribute";
    public const string VanDerWaalsBond = "PacketFlow.VanDerWaalsBondAttribute";
    public const string From = "PacketFlow.FromAttribute";
    public const string Compensates = "PacketFlow.CompensatesAttribute";
    public const string Substitutes = "PacketFlow.SubstitutesAttribute";
    public const string Nested = "PacketFlow.NestedAttribute";
    public const string Delay = "PacketFlow.DelayAttribute";
    public const string Field = "PacketFlow.FieldAttribute";
    public const string ValidatedPayload = "PacketFlow.IValidatedPayload";
    public const string Union = "PacketFlow.UnionAttribute";
    public const string PacketContract = "PacketFlow.PacketContractAttribute";
    public const string Module = "PacketFlow.PacketFlowModuleAttribute";
    public const string ListedFormatter = "PacketFlow.CompilerServices.PacketFlowFormatterAttribute";

    public const string ModuleElement = "PacketFlow.CompilerServices.ModuleElementAttribute";
    public const string ModuleMolecule = "PacketFlow.CompilerServices.ModuleMoleculeAttribute";
    public const string GeneratorFailure = "PacketFlow.CompilerServices.GeneratorFailureAttribute";
    public const string Generated = "PacketFlow.CompilerServices.PacketFlowGeneratedAttribute";

    public const string AtomContext = "PacketFlow.AtomContext";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string PacketFlowClient = "PacketFlow.IPacketFlowClient";
}
