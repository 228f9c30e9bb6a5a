using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules;

/// <summary>A molecule of a host, whose steps with a body are one function.</summary>
internal sealed class StepsModule(TestMolecule molecule, Func<FlowValue, AtomCall, ValueTask<byte[]>> run) : IPacketFlowModule
{
    public string Name => "Steps";

    public IReadOnlyList<ElementHandler> Handlers { get; } =
    [
        .. molecule.Plan.Steps
            .Where(static step => step.Kind is StepKind.Handler or StepKind.Compensation or StepKind.Substitute)
            .Select(step => new FlowHandler(step, run)),
    ];

    public IReadOnlyList<MoleculeDefinition> Molecules { get; } = [molecule];
}
