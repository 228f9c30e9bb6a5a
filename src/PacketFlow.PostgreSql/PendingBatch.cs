using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>A batch that waits for its commit.</summary>
internal sealed class PendingBatch(RunBatch batch)
{
    private readonly TaskCompletionSource<AppendOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id => batch.Entry.Id;

    public RunEntry Entry => batch.Entry;

    public long Epoch => batch.Epoch;

    /// <summary>The records as they stand in the journal.</summary>
    public byte[] Data { get; } = Checksum.Seal(batch.Entry.Id, batch.Entry.Batches, batch.Records.Span);

    public Task<AppendOutcome> Outcome => _outcome.Task;

    public bool IsDone => _outcome.Task.IsCompleted;

    /// <summary>Whether it was sent to the server and no answer came: it may be written.</summary>
    public bool IsUncertain { get; set; }

    public void End(AppendOutcome outcome) => _outcome.TrySetResult(outcome);

    public void Fail(JournalException failure) => _outcome.TrySetException(failure);
}
