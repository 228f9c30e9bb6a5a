using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>Molecules that come as documents. The document is kept with the runs, so that the next host knows it too.</summary>
internal sealed partial class MoleculeEngine
{
    private const string DocumentKey = "document:";

    /// <summary>Starts a run of a molecule document.</summary>
    /// <returns>The run's id.</returns>
    /// <exception cref="PacketFlowException">The document cannot be run, has a step that its sender may not have run, or its name and version belong to another plan.</exception>
    public async ValueTask<string> StartDocumentAsync(FlowValue document, ReadOnlyMemory<byte> input, string? runId, CancellationToken cancellationToken, bool hasControl = true)
    {
        ThrowIfNotRunning();
        DynamicMolecule molecule = MoleculeDocument.Read(document);
        if (!hasControl && molecule.Plan.Steps.FirstOrDefault(static step => ControlScope.Covers(step.Element)) is { } step)
        {
            throw ReactorErrors.NeedsControl(step.Element).ToException(null);
        }

        PlanView view;
        try
        {
            view = Registry.Add(molecule);
        }
        catch (InvalidOperationException other)
        {
            throw new PacketFlowException(ErrorCodes.Conflict, ErrorCategory.Fatal, other.Message);
        }

        await Journal.SavePlanAsync(view.Plan.Fingerprint, PlanWords.Of(view.Plan)).ConfigureAwait(false);
        await Journal.SavePlanAsync(DocumentKey + view.Plan.Fingerprint, Convert.ToBase64String(PacketCodec.Serialize(document))).ConfigureAwait(false);
        return await StartAsync(molecule.Name, molecule.Version, input, runId, cancellationToken).ConfigureAwait(false);
    }

    // Unfinished runs of documents that an earlier host was given.
    private async ValueTask<PlanView?> FindDocumentAsync(PlanUse use) =>
        await Journal.FindPlanAsync(DocumentKey + use.Fingerprint).ConfigureAwait(false) is { } text
            ? Registry.Add(MoleculeDocument.Read(PacketCodec.Deserialize<FlowValue>(Convert.FromBase64String(text))))
            : null;
}
