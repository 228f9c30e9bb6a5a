using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>What clients ask of an engine.</summary>
internal sealed partial class MoleculeEngine : IRunDoor
{
    private const int LongestId = 128;

    public async ValueTask<string> StartAsync(string molecule, int version, ReadOnlyMemory<byte> input, string? runId, CancellationToken cancellationToken)
    {
        ThrowIfNotRunning();
        PlanView view = Registry.Require(molecule, version);
        return await StartAsync(view, view.Plan.Timeout, input, runId, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<string> StartAsync(PlanView view, TimeSpan? timeout, ReadOnlyMemory<byte> input, string? runId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string id = runId is null ? Guid.CreateVersion7().ToString("n") : Checked(runId);
        await BeginAsync(view, timeout, id, input.ToArray(), parent: null, mayExist: runId is not null, isHere: false).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        return id;
    }

    public async ValueTask<ReadOnlyMemory<byte>> ResultAsync(string runId, CancellationToken cancellationToken) =>
        OutputOf(runId, await EndOfAsync(runId, cancellationToken).ConfigureAwait(false));

    /// <summary>Starts a run and waits for its end, on this thread as far as it goes.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> RunAsync(string molecule, int version, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        ThrowIfNotRunning();
        cancellationToken.ThrowIfCancellationRequested();
        PlanView view = Registry.Require(molecule, version);
        string id = Guid.CreateVersion7().ToString("n");

        // A step may run a molecule whose step runs one, and so on: what is too deep for this thread's stack goes on on another.
        bool isHere = RuntimeHelpers.TryEnsureSufficientExecutionStack();
        ValueTask<ActiveRun?> begun = BeginAsync(view, view.Plan.Timeout, id, input.ToArray(), parent: null, mayExist: false, isHere);
        ActiveRun? run = begun.IsCompletedSuccessfully ? begun.Result : await begun.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        return OutputOf(id, run is { Ended.Task.IsCompletedSuccessfully: true }
            ? await run.Ended.Task.ConfigureAwait(false)
            : await EndOfAsync(id, cancellationToken, known: run).ConfigureAwait(false));
    }

    /// <summary>Waits until a run is over, or for so long.</summary>
    public async ValueTask WaitForEndAsync(string runId, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var waited = new CancellationTokenSource(longest, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waited.Token, cancellationToken);
        try
        {
            await EndOfAsync(runId, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It goes on, which the caller sees.
        }
    }

    public async ValueTask<RunInfo> InfoAsync(string runId, CancellationToken cancellationToken)
    {
        RunEntry entry = await FindEntryAsync(runId).ConfigureAwait(false);
        RunInfo info = InfoOf(entry, entry.IsOver || await IsReadableAsync(entry).ConfigureAwait(false));
        return info.Status == RunStatus.Parked && await GoesOnElsewhereAsync(entry).ConfigureAwait(false) ? info with { Status = entry.Status }
            : await WhyAsync(entry).ConfigureAwait(false) is { } why ? info with { Code = why.Code, Message = why.Message }
            : info;
    }

    public async IAsyncEnumerable<RunEvent> TraceAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ThrowIfNoId(runId);
        int batches = 0;
        bool goesOn;
        do
        {
            Task called = _called.Task;
            ActiveRun? run = await FindWatchedAsync(runId).ConfigureAwait(false);
            Channel<Told>? live = run?.Listen();
            try
            {
                RunEntry entry = await Journal.FindAsync(runId).ConfigureAwait(false) ?? throw NoRun(runId);
                MoleculePlan? plan = (await FindPlanAsync(entry).ConfigureAwait(false))?.Plan;
                foreach (byte[] batch in (await Journal.ReadAsync(runId).ConfigureAwait(false)).Skip(batches))
                {
                    batches++;
                    foreach (RunRecord record in Decode(batch, entry))
                    {
                        yield return TraceReader.Of(record, plan);
                    }
                }

                while (live is not null && await UnlessStoppedAsync(runId, token => live.Reader.WaitToReadAsync(token).AsTask(), cancellationToken).ConfigureAwait(false))
                {
                    while (live.Reader.TryRead(out Told next))
                    {
                        if (next.Progress is { } progress)
                        {
                            yield return progress;
                            continue;
                        }

                        foreach (RunRecord record in next.Batch > batches ? next.Records : [])
                        {
                            yield return TraceReader.Of(record, plan);
                        }

                        batches = Math.Max(batches, next.Batch);
                    }
                }

                goesOn = !entry.IsOver && !_stopping.IsCancellationRequested && await GoesOnElsewhereAsync(entry).ConfigureAwait(false)
                    && (live is null || await Journal.FindAsync(runId).ConfigureAwait(false) is { IsOver: false });
            }
            finally
            {
                if (live is not null)
                {
                    run!.Unlisten(live);
                    run.Unwatch();
                }
            }

            if (goesOn)
            {
                await WaitForCallAsync(called, cancellationToken).ConfigureAwait(false);
            }
        }
        while (goesOn);
    }

    public async ValueTask CancelAsync(string runId, CancellationToken cancellationToken)
    {
        await RequireAsync(runId).ConfigureAwait(false);
        await BringAsync(runId, RunOccurrence.Cancel("It was cancelled.")).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ResumeAsync(string runId, CancellationToken cancellationToken)
    {
        RunEntry entry = await RequireAsync(runId).ConfigureAwait(false);
        if (!entry.IsOver || !Reopens(OccurrenceKind.Resume, entry.Status))
        {
            throw NothingToTryAgain(entry);
        }

        await BringAsync(runId, RunOccurrence.Resume()).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task BringAsync(string runId, RunOccurrence occurrence)
    {
        while (true)
        {
            ActiveRun? run = await FindActiveAsync(runId).ConfigureAwait(false);
            if (run is null && await Journal.FindAsync(runId).ConfigureAwait(false) is { IsOver: true } over && Reopens(occurrence.Kind, over.Status))
            {
                run = await FindPlanAsync(over).ConfigureAwait(false) is null ? throw CannotGoOn(over) : await LoadAsync(over).ConfigureAwait(false);
            }

            if (run is null)
            {
                await BringElsewhereAsync(await RequireAsync(runId).ConfigureAwait(false), occurrence).ConfigureAwait(false);
                return;
            }

            if (await run.BringAsync(occurrence).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private static bool Reopens(OccurrenceKind kind, RunStatus status) => status switch
    {
        RunStatus.InDoubt => kind is OccurrenceKind.Cancel or OccurrenceKind.Resume,
        RunStatus.Failed or RunStatus.Partial => kind == OccurrenceKind.Resume,
        _ => false,
    };

    // Nobody takes for done what reached no run.
    private async Task BringElsewhereAsync(RunEntry entry, RunOccurrence occurrence)
    {
        switch (occurrence.Kind)
        {
            case var kind when entry.IsOver && Reopens(kind, entry.Status):
                throw new PacketFlowException(
                    ErrorCodes.Unavailable, ErrorCategory.Retryable, $"Run {entry.Id} is not this host's to open now: it was silent for too long, or another host has the journal. Ask again.");
            case OccurrenceKind.Resume:
                throw NothingToTryAgain(entry);
            case OccurrenceKind.Signal when entry.IsOver:
                throw SignalTooLate(entry.Id, $"is {entry.Status}");
            case OccurrenceKind.Signal:
                await SignalElsewhereAsync(Shared ?? throw CannotGoOn(entry), entry, occurrence).ConfigureAwait(false);
                break;
            case var _ when !entry.IsOver:
                await SendAsync(Shared ?? throw CannotGoOn(entry), entry, occurrence).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask<RunEntry> RequireAsync(string runId)
    {
        ThrowIfNotRunning();
        return await FindEntryAsync(runId).ConfigureAwait(false);
    }

    private async ValueTask<RunEntry> FindEntryAsync(string runId)
    {
        ThrowIfNoId(runId);
        return await Journal.FindAsync(runId).ConfigureAwait(false) ?? throw NoRun(runId);
    }

    private static PacketFlowException NothingToTryAgain(RunEntry entry) => new(
        ErrorCodes.Conflict, ErrorCategory.Fatal, $"Run {entry.Id} is {entry.Status}: there is nothing to try again. Only what is Failed, Partial or InDoubt can be.");

    private static RunInfo InfoOf(RunEntry entry, bool isReadable) => new(entry.Id, entry.Molecule, entry.Version, isReadable ? entry.Status : RunStatus.Parked)
    {
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(entry.StartedAt),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(entry.UpdatedAt),
        IsOver = entry.IsOver,
        Parent = entry.Parent,
    };

    private async ValueTask<bool> IsReadableAsync(RunEntry entry) =>
        !_unreadable.ContainsKey(entry.Id) && await FindPlanAsync(entry).ConfigureAwait(false) is not null;

    private static ReadOnlyMemory<byte> OutputOf(string runId, TellEnd end) => end.Output ?? throw new PacketFlowException(
        end.Error?.Code ?? ErrorCodes.HandlerFailed,
        end.Error?.Category ?? ErrorCategory.Fatal,
        $"Run {runId} ended as {end.Status}: {end.Error?.Message}{(end.Status == RunStatus.InDoubt ? " Somebody has to decide: cancel it, or have it tried again." : "")}",
        end.Error?.RetryAfter,
        runId);

    private static string Checked(string runId) =>
        runId.Length is > 0 and <= LongestId && !runId.Contains('/', StringComparison.Ordinal) && MayBeId(runId) ? runId : throw new PacketFlowException(
            ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, $"A run's id has 1 to {LongestId} characters, none of them / or a control character.");

    // Not every journal can even be asked for what is none, and one that refuses to answer would be asked for ever.
    private static void ThrowIfNoId(string runId)
    {
        if (!MayBeId(runId))
        {
            throw NoRun(runId);
        }
    }

    public static bool MayBeId(string runId) => !runId.Any(char.IsControl) && !runId.EnumerateRunes().Contains(Rune.ReplacementChar);

    private void ThrowIfNotRunning()
    {
        if (!_isStarted || _stopping.IsCancellationRequested)
        {
            throw new PacketFlowException(ErrorCodes.Unavailable, ErrorCategory.Retryable, "The molecule engine does not run: the host starts or stops.");
        }
    }
}
