using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>
/// The one thread that writes. It takes all that waits, commits it as one transaction and then answers: while one commit is at the disk the
/// next group gathers, so that many runs share the cost of a commit. Its part is lent to whoever brings work while nothing else waits.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int LargestGroup = 4096;
    private const int DiskFull = 13;

    private readonly WorkQueue _queue = new(LargestGroup);
    private readonly Func<SqliteConnection> _open;
    private readonly string _path;
    private readonly Thread _thread;
    private SqliteConnection? _connection;
    private Statements? _statements;

    public Writer(Func<SqliteConnection> open, string path)
    {
        (_open, _path) = (open, path);
        Connect();
        _thread = new Thread(Run) { IsBackground = true, Name = "PacketFlow journal" };
        _thread.Start();
    }

    public ValueTask<AppendOutcome> AppendAsync(RunBatch batch) => Enqueue(Work.Of(batch));

    /// <summary>Does something in the writer's transaction.</summary>
    public ValueTask<AppendOutcome> DoAsync(Action<SqliteConnection, SqliteTransaction> action) => Enqueue(Work.Of(action));

    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
        Disconnect();
    }

    private ValueTask<AppendOutcome> Enqueue(Work work)
    {
        ValueTask<AppendOutcome> outcome = work.Outcome;
        if (Thread.CurrentThread.IsThreadPoolThread && _queue.TryLend())
        {
            // Two changes of threads would cost a lone run as much as a fast disk.
            try
            {
                work.Answer(Commit([work]));
            }
            finally
            {
                _queue.GiveBack();
            }

            return outcome;
        }

        return _queue.TryAdd(work) ? outcome : throw new JournalException($"The journal {_path} is closed.");
    }

    private void Run()
    {
        while (_queue.Take() is { } group)
        {
            JournalException? refusal = Commit(group);
            if (group.Count == 1)
            {
                group[0].Answer(refusal);
                continue;
            }

            // Each answer wakes somebody; this thread has the next group to commit.
            ThreadPool.UnsafeQueueUserWorkItem(
                static answer => answer.Group.ForEach(work => work.Answer(answer.Refusal)), (Group: group, Refusal: refusal), preferLocal: false);
        }
    }

    private JournalException? Commit(List<Work> group)
    {
        try
        {
            if (_connection is null)
            {
                Connect();
            }

            // The system lets it write to a file that no path leads to any more: the next host would find nothing of that.
            if (OpenFile.IsGone(_connection!))
            {
                return new JournalException(
                    $"The journal {_path} was deleted or moved while this host had it open. What was acknowledged until then is in that file: move it back, or stop this host and restore a copy.");
            }

            using SqliteTransaction transaction = _connection!.BeginTransaction();
            foreach (Work work in group)
            {
                if (work.Action is { } action)
                {
                    action(_connection, transaction);
                    _statements!.Forget();
                }
                else
                {
                    work.Result = _statements!.Append(work.Batch);
                }
            }

            transaction.Commit();
            return null;
        }
        catch (JournalException refusal)
        {
            // What lies there now is no journal.
            Disconnect();
            return refusal;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or InvalidOperationException)
        {
            // After an error of the file nothing that this connection says can be believed: the next group gets a new one.
            Disconnect();
            return new JournalException(
                failure is SqliteException { SqliteErrorCode: DiskFull }
                    ? $"The disk of the journal {_path} is full. Free space; what waits is written then."
                    : $"The journal {_path} cannot be written: {failure.Message}",
                failure);
        }
    }

    private void Connect()
    {
        _connection = _open();
        _statements = new Statements(_connection);
    }

    private void Disconnect()
    {
        _statements?.Dispose();
        _connection?.Dispose();
        (_statements, _connection) = (null, null);
    }
}
