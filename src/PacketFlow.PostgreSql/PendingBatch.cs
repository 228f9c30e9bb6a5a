using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>A batch that waits for its commit.</summary>
internal sealed class PendingBatch
{
    private readonly RunBatch _batch;
    private readonly TaskCompletionSource<AppendOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingBatch(RunBatch batch)
    {
        _batch = batch;
        Known = batch.Entry.Mark is RowHead head && head.Stays(batch.Entry) ? head : null;
        Data = Checksum.Seal(batch.Entry.Id, batch.Entry.Batches, batch.Records.Span);

        // Until it is known to be written nobody knows how the row stands.
        batch.Entry.Mark = Known;
    }

    public string Id => _batch.Entry.Id;

    public RunEntry Entry => _batch.Entry;

    public long Epoch => _batch.Epoch;

    /// <summary>The run's row, if this batch changes nothing in it that a search looks at.</summary>
    public RowHead? Known { get; }

    /// <summary>The records as they stand in the journal.</summary>
    public byte[] Data { get; }

    /// <summary>What becomes durable with the first of a run whose plan came as a document.</summary>
    public string? Document => _batch.Document;

    /// <summary>How much it brings to a group, in bytes.</summary>
    public int Size => Data.Length + (Document?.Length ?? 0);

    public Task<AppendOutcome> Outcome => _outcome.Task;

    public bool IsDone => _outcome.Task.IsCompleted;

    /// <summary>Whether it was sent to the server and no answer came: it may be written.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>It is written, in the row that has this number.</summary>
    public void Take(Dictionary<string, long> keys)
    {
        if (Known is null && keys.TryGetValue(Id, out long key))
        {
            Entry.Mark = RowHead.Of(Entry, key);
        }

        End(AppendOutcome.Done);
    }

    public void End(AppendOutcome outcome) => _outcome.TrySetResult(outcome);

    public void Fail(JournalException failure) => _outcome.TrySetException(failure);
}
