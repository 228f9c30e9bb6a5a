using PacketFlow.CompilerServices;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>
/// Molecules as elements, for whoever is not in this process: cf:run, cf:start, cf:status, cf:trace, cf:cancel, cf:signal, cf:resume, cf:runs
/// and cf:forget; and cf:seq, which may be one.
/// </summary>
internal sealed class RunElements(MoleculeEngine engine, TimeProvider time)
{
    private const int MostEvents = 1000;
    private const int LongestWaitSeconds = 60;
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(5);

    private static readonly string[] New = ["molecule", "version", "document", "input", "run_id"];
    private static readonly string[] One = ["run_id"];

    public IReadOnlyList<ElementHandler> Handlers =>
    [
        new RunElement("run", Patient, idempotent: false, New, RunAsync),
        new RunElement("start", Brief, idempotent: false, New, async (request, token) => RunValues.Of(await StartAsync(request, token).ConfigureAwait(false))),
        new RunElement("status", Patient, idempotent: true, ["run_id", "wait"], StatusAsync),
        new RunElement("trace", Patient, idempotent: true, ["run_id", "after", "wait"], TraceAsync),
        new RunElement("cancel", Brief, idempotent: true, One, async (request, token) =>
        {
            await engine.CancelAsync(request.Text("run_id"), token).ConfigureAwait(false);
            return FlowValue.Nil;
        }),
        new RunElement("signal", Brief, idempotent: true, ["run_id", "step", "value"], async (request, token) =>
        {
            await engine.SignalAsync(request.Text("run_id"), request.Text("step"), request["value"].Bytes.ToArray(), token).ConfigureAwait(false);
            return FlowValue.Nil;
        }),
        new RunElement("resume", Brief, idempotent: false, One, async (request, token) =>
        {
            await engine.ResumeAsync(request.Text("run_id"), token).ConfigureAwait(false);
            return FlowValue.Nil;
        }),
        new RunElement("runs", Brief, idempotent: true, RunSearches.Members, async (request, token) =>
            RunSearches.Of(await engine.ListPageAsync(RunSearches.Of(request), request.Number("limit", RunSearches.PageSize, 1, RunSearches.LargestPage)).ConfigureAwait(false))),
        new RunElement("forget", Brief, idempotent: false, One, async (request, token) =>
        {
            await engine.DeleteAsync(request.Text("run_id"), token).ConfigureAwait(false);
            return FlowValue.Nil;
        }),
        new DurableSequence(new SequenceHandler(), engine),
    ];

    // With a molecule a new run, or the one with the id and the same input; without one the run with the id.
    private async ValueTask<FlowValue> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        bool isNew = !request["molecule"].IsNil || !request["document"].IsNil;
        string run = isNew ? await StartAsync(request, cancellationToken).ConfigureAwait(false)
            : request.TextOrNull("run_id") ?? throw RunRequest.Refused("d", "a map with molecule or document for a new run, or with run_id");
        return FlowValue.Parse((await engine.ResultAsync(run, cancellationToken).ConfigureAwait(false)).Span);
    }

    private async ValueTask<string> StartAsync(RunRequest request, CancellationToken cancellationToken)
    {
        byte[] input = request["input"].Bytes.ToArray();
        string? run = request.TextOrNull("run_id");
        bool isOfClass = !request["molecule"].IsNil;
        if (request["document"] is { IsNil: false } document)
        {
            return isOfClass ? throw RunRequest.Refused("d", "a map with molecule or document, got both")
                : !request["version"].IsNil ? throw RunRequest.Refused("d.version", "the version of a document in the document itself")
                : await engine.StartDocumentAsync(document, input, run, cancellationToken, request.HasControl, "d.document").ConfigureAwait(false);
        }

        if (!isOfClass)
        {
            throw RunRequest.Refused("d", "a map with molecule or document");
        }

        string molecule = request.Text("molecule");
        int version = request["version"].IsNil ? await VersionAsync(molecule, run).ConfigureAwait(false) : request.Number("version", 1, 1, int.MaxValue);
        engine.CheckInput(molecule, version, input);
        return await engine.StartAsync(molecule, version, input, run, cancellationToken).ConfigureAwait(false);
    }

    // The newest, but for a run that is asked for again: since it was begun there may be a newer one.
    private async ValueTask<int> VersionAsync(string molecule, string? run) =>
        run is not null && MoleculeEngine.MayBeId(run) && await engine.Journal.FindAsync(run).ConfigureAwait(false) is { } known && known.Molecule == molecule
            ? known.Version
            : engine.Registry.Newest(molecule);

    private async ValueTask<FlowValue> StatusAsync(RunRequest request, CancellationToken cancellationToken)
    {
        string run = request.Text("run_id");
        int wait = request.Number("wait", 0, 0, LongestWaitSeconds);
        if (wait > 0)
        {
            await engine.WaitForEndAsync(run, TimeSpan.FromSeconds(wait), cancellationToken).ConfigureAwait(false);
        }

        return RunValues.Of(await engine.InfoAsync(run, cancellationToken).ConfigureAwait(false));
    }

    // What came after the first so many events; if there is nothing yet, what comes within a while.
    private async ValueTask<FlowValue> TraceAsync(RunRequest request, CancellationToken cancellationToken)
    {
        int after = request.Number("after", 0, 0, int.MaxValue), seen = 0;
        using var waited = new CancellationTokenSource(TimeSpan.FromSeconds(request.Number("wait", 0, 0, LongestWaitSeconds)), time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(waited.Token, cancellationToken);
        var events = new List<FlowValue>();
        bool hasEnded = false;
        string run = request.Text("run_id");
        IAsyncEnumerator<RunEvent> trace = engine.TraceAsync(run, enough.Token).GetAsyncEnumerator(CancellationToken.None);
        try
        {
            while (events.Count < MostEvents)
            {
                ValueTask<bool> next = trace.MoveNextAsync();
                if (!next.IsCompleted && events.Count > 0)
                {
                    await enough.CancelAsync().ConfigureAwait(false);
                }

                hasEnded = !await next.ConfigureAwait(false);
                if (hasEnded)
                {
                    break;
                }

                // What is not kept has no place among the first so many.
                if (trace.Current.Kind == RunEventKind.StepProgressed || seen++ >= after)
                {
                    events.Add(RunValues.Of(trace.Current));
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What is there is the answer.
        }
        finally
        {
            await trace.DisposeAsync().ConfigureAwait(false);
        }

        // A trace ends too where its run cannot go on, or its host does not.
        RunInfo? info = hasEnded ? await engine.InfoAsync(run, cancellationToken).ConfigureAwait(false) : null;
        return RunValues.Of(events, Math.Max(after, seen), info);
    }
}
