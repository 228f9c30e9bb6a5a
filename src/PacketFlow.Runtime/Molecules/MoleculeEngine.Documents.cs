using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>Molecules that come as documents. The document is kept with the runs, so that the next host knows it too.</summary>
internal sealed partial class MoleculeEngine
{
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

        try
        {
            Registry.Add(molecule);
        }
        catch (InvalidOperationException other)
        {
            throw new PacketFlowException(ErrorCodes.Conflict, ErrorCategory.Fatal, other.Message);
        }

        return await StartAsync(molecule.Name, molecule.Version, input, runId, cancellationToken).ConfigureAwait(false);
    }

    // Unfinished runs of documents that an earlier host was given.
    private async ValueTask<PlanView?> FindDocumentAsync(PlanUse use) =>
        await ReadDocumentAsync(use.Fingerprint).ConfigureAwait(false) is { } molecule ? Registry.Add(molecule) : null;

    private async ValueTask<string> WordsOfAsync(string fingerprint) =>
        await Journal.FindPlanAsync(fingerprint).ConfigureAwait(false)
        ?? (await ReadDocumentAsync(fingerprint).ConfigureAwait(false) is { } molecule ? PlanWords.Of(molecule.Plan) : "");

    private async ValueTask<DynamicMolecule?> ReadDocumentAsync(string fingerprint) =>
        await Journal.FindDocumentAsync(fingerprint).ConfigureAwait(false) is { } text
            ? MoleculeDocument.Read(PacketCodec.Deserialize<FlowValue>(Convert.FromBase64String(text)))
            : null;
}
