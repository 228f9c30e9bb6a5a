using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Waits for the ends of runs, wherever they run.</summary>
internal sealed partial class MoleculeEngine
{
    private async Task<TellEnd> EndOfAsync(string id, CancellationToken cancellationToken, bool isWithin = false, ActiveRun? known = null)
    {
        ThrowIfNoId(id);
        return await UnlessStoppedAsync(id, token => EndOrCancelledAsync(id, isWithin, known, token), cancellationToken).ConfigureAwait(false);
    }

    // That the host stops is no end of a run that somebody waits for.
    private async Task<T> UnlessStoppedAsync<T>(string id, Func<CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop);
        try
        {
            return await wait(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new PacketFlowException(
                ErrorCodes.Unavailable, ErrorCategory.Retryable, $"The host stops. Run {id} is kept and goes on with the next start: ask for it again by its id.");
        }
    }

    private async Task<TellEnd> EndOrCancelledAsync(string id, bool isWithin, ActiveRun? known, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task called = _called.Task;
            try
            {
                if (await TryEndAsync(id, isWithin, known, cancellationToken).ConfigureAwait(false) is { } end)
                {
                    return end;
                }
            }
            catch (PacketFlowException failure) when (Shared is not null && failure is JournalException { IsDamage: false } or { Code: ErrorCodes.OutcomeUnknown })
            {
                // The journal is silent for a while, or the run went to another host: it goes on all the same.
            }

            if (Shared is not null)
            {
                await WaitForCallAsync(called, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Null if it is to be looked at again. What was known is asked first: one that is over meanwhile need not be read from the journal.
    private async Task<TellEnd?> TryEndAsync(string id, bool isWithin, ActiveRun? known, CancellationToken cancellationToken)
    {
        if ((known?.TryWatch() is true ? known : await FindWatchedAsync(id).ConfigureAwait(false)) is { } run)
        {
            try
            {
                return await (isWithin ? run.EndWithin() : run.Ended.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                run.Unwatch();
            }
        }

        RunEntry entry = await Journal.FindAsync(id).ConfigureAwait(false) ?? throw NoRun(id);
        if (!entry.IsOver)
        {
            return await GoesOnElsewhereAsync(entry).ConfigureAwait(false) ? null : throw CannotGoOn(entry);
        }

        RunRecord end = (await ReadAsync(entry).ConfigureAwait(false))[^1];
        return end.Kind == RecordKind.Ended ? new TellEnd((RunStatus)end.Attempt, end.Data, end.Error) : null;
    }
}
