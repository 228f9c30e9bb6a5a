using PacketFlow.CompilerServices;
using PacketFlow.Molecules;

namespace PacketFlow.Client;

/// <summary>A molecule for clients: an element of another module, a signal, and a step of its own that adds the two.</summary>
internal sealed class PaymentModule : IPacketFlowModule
{
    private static readonly TestMolecule Plan = new TestMolecule("payment")
        .Step("Double", kind: StepKind.Remote)
        .Step("Paid", kind: StepKind.Signal, seconds: null)
        .Step("Sum", ["Double", "Paid"])
        .Ionic("Double", "Paid").Ionic("Double", "Sum").Ionic("Paid", "Sum");

    public static readonly Molecule<int, long> Molecule = new(Plan);

    public string Name => "Payment";

    public IReadOnlyList<ElementHandler> Handlers { get; } = [new FlowHandler(Plan.Plan.Steps[2], Sum)];

    public IReadOnlyList<MoleculeDefinition> Molecules => [Plan];

    private static ValueTask<byte[]> Sum(FlowValue payload, AtomCall call) => payload["paid"].AsInt64() is var paid and >= 0
        ? ValueTask.FromResult(PacketCodec.Serialize(payload["double"].AsInt64() + paid))
        : throw new ElementException("SHOP8", ErrorCategory.Fatal, "Less than nothing.");
}
