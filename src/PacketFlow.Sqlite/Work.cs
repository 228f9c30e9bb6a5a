using System.Threading.Tasks.Sources;
using Microsoft.Data.Sqlite;
using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>Something for the writer, and whoever waits for it. Used again once its outcome was taken.</summary>
internal sealed class Work : IValueTaskSource<AppendOutcome>
{
    private ManualResetValueTaskSourceCore<AppendOutcome> _source = new() { RunContinuationsAsynchronously = true };

    public RunBatch Batch { get; private set; }

    public Action<SqliteConnection, SqliteTransaction>? Action { get; private set; }

    public AppendOutcome Result { get; set; }

    /// <summary>What it comes to. To be awaited once.</summary>
    public ValueTask<AppendOutcome> Outcome => new(this, _source.Version);

    public static Work Of(RunBatch batch)
    {
        Work work = Spare<Work>.Take() ?? new Work();
        work.Batch = batch;
        return work;
    }

    public static Work Of(Action<SqliteConnection, SqliteTransaction> action)
    {
        Work work = Spare<Work>.Take() ?? new Work();
        work.Action = action;
        return work;
    }

    /// <summary>Tells whoever waits that it is durable, or why it is not.</summary>
    public void Answer(JournalException? refusal)
    {
        if (refusal is null)
        {
            _source.SetResult(Result);
        }
        else
        {
            _source.SetException(refusal);
        }
    }

    AppendOutcome IValueTaskSource<AppendOutcome>.GetResult(short token)
    {
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            _source.Reset();
            (Batch, Action, Result) = (default, null, AppendOutcome.Done);
            Spare<Work>.Give(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<AppendOutcome>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<AppendOutcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
