using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>Molecules that come as documents. The document is kept with the runs, so that the next host knows it too.</summary>
internal sealed partial class MoleculeEngine
{
    private readonly RecentDocuments _recent;

    /// <summary>Starts a run of a molecule document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="input">The run's input.</param>
    /// <param name="runId">Its id; null for a new one.</param>
    /// <param name="cancellationToken">Ends the wait, not the run.</param>
    /// <param name="hasControl">Whether its sender may change the system itself.</param>
    /// <param name="place">Where the document stands in what its sender sent.</param>
    /// <returns>The run's id.</returns>
    /// <exception cref="PacketFlowException">The document cannot be run, has a step that its sender may not have run, or its name and version belong to another plan.</exception>
    public async ValueTask<string> StartDocumentAsync(FlowValue document, ReadOnlyMemory<byte> input, string? runId, CancellationToken cancellationToken, bool hasControl = false, string place = "d")
    {
        ThrowIfNotRunning();
        DynamicMolecule molecule = _recent.Read(document, place);
        if (!hasControl && molecule.Plan.Steps.FirstOrDefault(Registry.NeedsControl) is { } step)
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

        // The plan may be of an earlier document, which gave its runs another time.
        return await StartAsync(view, molecule.Plan.Timeout, input, runId, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<PlanView?> FindPlanAsync(RunEntry entry) => FindPlanAsync(entry.Molecule, entry.Version, entry.Fingerprint);

    // A document that an earlier host was given, or another on the journal, is read when a run of it is asked for. Where a class has its name
    // it is of no use: the next start would take its runs for those of the class, with a plan that was changed.
    private async ValueTask<PlanView?> FindPlanAsync(string name, int version, string fingerprint) =>
        Registry.Find(name, version, fingerprint) is { } known ? known
        : Registry.Find(name, version) is null && await ReadDocumentAsync(fingerprint).ConfigureAwait(false) is { } molecule && molecule.Plan.Fingerprint == fingerprint
            ? Registry.Documents.Add(molecule)
            : null;

    private static PacketFlowException CannotGoOn(RunEntry entry) => new(
        ErrorCodes.Unavailable, ErrorCategory.Routing, $"Run {entry.Id} cannot go on in this host: it does not know {entry.Molecule}/{entry.Version} as the run was started. Bring that molecule back, or delete the run.");

    private async ValueTask<string> WordsOfAsync(string fingerprint) =>
        await Journal.FindPlanAsync(fingerprint).ConfigureAwait(false)
        ?? (await ReadDocumentAsync(fingerprint).ConfigureAwait(false) is { } molecule ? PlanWords.Of(molecule.Plan) : "");

    // One that cannot be read any more is as good as none: its runs are kept, and all others go on.
    private async ValueTask<DynamicMolecule?> ReadDocumentAsync(string fingerprint)
    {
        if (await Journal.FindDocumentAsync(fingerprint).ConfigureAwait(false) is not { } text)
        {
            return null;
        }

        try
        {
            return MoleculeDocument.Read(PacketCodec.Deserialize<FlowValue>(Convert.FromBase64String(text)), Registry.Described, isKept: true);
        }
        catch (Exception unfit) when (unfit is PacketFlowException or FormatException)
        {
            return null;
        }
    }
}
