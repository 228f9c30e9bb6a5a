using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>How runs leave the journal.</summary>
internal sealed partial class MoleculeEngine
{
    private const int PurgedAtOnce = 1000;

    public async ValueTask DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        RunEntry entry = await RequireAsync(runId).ConfigureAwait(false);
        if (entry.Parent is { } parent)
        {
            throw Refused($"Run {runId} is a step of run {parent}, and goes with it: delete that one.");
        }

        if (!entry.IsOver)
        {
            if (await CanGoOnAsync(entry).ConfigureAwait(false))
            {
                throw Refused($"Run {runId} is {entry.Status} and can be deleted when it is over. To end it now, cancel it.");
            }

            await CloseAsync(entry).ConfigureAwait(false);
        }

        if (await Journal.DeleteAsync([runId]).ConfigureAwait(false) == 0 && await Journal.FindAsync(runId).ConfigureAwait(false) is not null)
        {
            throw Refused($"Run {runId} was opened again meanwhile. Ask for it to see where it stands.");
        }

        await Journal.ForgetDocumentsAsync(entry.Fingerprint).ConfigureAwait(false);
    }

    /// <summary>Deletes what has been over for longer than the retention, but for what a person must decide, and the documents of which no run is left.</summary>
    /// <returns>How many runs, those within others included.</returns>
    public async Task<int> PurgeAsync()
    {
        var query = new RunQuery
        {
            IsOver = true, UpdatedBefore = Now - (long)_parts.Options.Retention.TotalMilliseconds, RootsOnly = true, Limit = PurgedAtOnce,
        };
        int gone = 0;
        IReadOnlyList<RunEntry> old;
        do
        {
            old = await Journal.ListAsync(query).ConfigureAwait(false);
            string[] ids = [.. old.Where(static entry => entry.Status != RunStatus.InDoubt).Select(static entry => entry.Id)];
            gone += ids.Length == 0 ? 0 : await Journal.DeleteAsync(ids).ConfigureAwait(false);
            query = query with { After = old.Count == 0 ? null : old[^1].Id };
        }
        while (old.Count == PurgedAtOnce && !_stopping.IsCancellationRequested);

        await Journal.ForgetDocumentsAsync(fingerprint: null).ConfigureAwait(false);
        return gone;
    }

    private async Task PurgeQuietlyAsync()
    {
        try
        {
            await PurgeAsync().ConfigureAwait(false);
        }
        catch (PacketFlowException failure)
        {
            JournalFailed("(retention)", failure);
        }
    }

    private async ValueTask<bool> CanGoOnAsync(RunEntry entry)
    {
        if (!await IsReadableAsync(entry).ConfigureAwait(false))
        {
            return false;
        }

        try
        {
            return await FindActiveAsync(entry.Id).ConfigureAwait(false) is not null;
        }
        catch (PacketFlowException)
        {
            // Its records cannot be read: whoever deletes it knows that from what the log says.
            return false;
        }
    }

    // What cannot go on has no machine that could end it. Its end is written as anybody's is, so that a host that knows it stops too.
    private async ValueTask CloseAsync(RunEntry entry)
    {
        foreach (RunEntry within in await WithinAsync(entry.Id).ConfigureAwait(false))
        {
            await AppendEndAsync(within.Id).ConfigureAwait(false);
        }

        await AppendEndAsync(entry.Id).ConfigureAwait(false);
    }

    private async ValueTask AppendEndAsync(string id)
    {
        // Whoever had it may have written until it was claimed: how it stands is known only afterwards.
        if (!await Journal.ClaimAsync(id, Epoch).ConfigureAwait(false))
        {
            throw OwnedElsewhere(id);
        }

        if (await Journal.FindAsync(id).ConfigureAwait(false) is not { IsOver: false } entry)
        {
            return;
        }

        var end = new RunRecord(RecordKind.Ended) { At = Now, Attempt = (int)RunStatus.Cancelled, Error = new RunError(ErrorCodes.Cancelled, ErrorCategory.Fatal, "It was deleted.") };
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        RecordCodec.Write(bytes, [end]);
        RunEntry over = entry with
        {
            Status = RunStatus.Cancelled, IsOver = true, IsBusy = false, WakeAt = 0, Locks = [], UpdatedAt = Now, Batches = entry.Batches + 1,
        };
        if (await Journal.AppendAsync(new RunBatch(over, Epoch, bytes.WrittenMemory)).ConfigureAwait(false) == AppendOutcome.Fenced)
        {
            throw OwnedElsewhere(id);
        }

        Locks.Free(entry.Id, entry.Locks);
    }

    private async ValueTask<IReadOnlyList<RunEntry>> WithinAsync(string id)
    {
        var within = new List<RunEntry>();
        var query = new RunQuery { IsOver = false, After = id + "/", Limit = PageSize };
        while (true)
        {
            IReadOnlyList<RunEntry> page = await Journal.ListAsync(query).ConfigureAwait(false);
            within.AddRange(page.TakeWhile(entry => entry.Id.StartsWith(id + "/", StringComparison.Ordinal)));
            if (page.Count < PageSize || !page[^1].Id.StartsWith(id + "/", StringComparison.Ordinal))
            {
                return within;
            }

            query = query with { After = page[^1].Id };
        }
    }

    private static PacketFlowException OwnedElsewhere(string id) => Refused($"Another host owns run {id}. Delete it there.");

    private static PacketFlowException Refused(string message) => new(ErrorCodes.Conflict, ErrorCategory.Fatal, message);
}
