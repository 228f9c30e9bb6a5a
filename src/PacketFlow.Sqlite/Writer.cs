using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>
/// The one thread that writes. It takes all that waits, commits it as one transaction and then answers: while one commit is at the disk the
/// next group gathers, so that many runs share the cost of a commit.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int LargestGroup = 4096;
    private const int DiskFull = 13;

    private readonly BlockingCollection<Work> _work = [];
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

    public Task<AppendOutcome> AppendAsync(RunBatch batch) => Enqueue(new Work(batch, null));

    /// <summary>Does something in the writer's transaction.</summary>
    public Task<AppendOutcome> DoAsync(Action<SqliteConnection, SqliteTransaction> action) => Enqueue(new Work(null, action));

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        Disconnect();
        _work.Dispose();
    }

    private Task<AppendOutcome> Enqueue(Work work)
    {
        try
        {
            _work.Add(work);
        }
        catch (InvalidOperationException)
        {
            throw new JournalException($"The journal {_path} is closed.");
        }

        return work.Done.Task;
    }

    private void Run()
    {
        var group = new List<Work>();
        foreach (Work first in _work.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < LargestGroup && _work.TryTake(out Work? next))
            {
                group.Add(next);
            }

            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<Work> group)
    {
        var outcomes = new AppendOutcome[group.Count];
        try
        {
            if (_connection is null)
            {
                Connect();
            }

            using (SqliteTransaction transaction = _connection!.BeginTransaction())
            {
                for (int i = 0; i < outcomes.Length; i++)
                {
                    group[i].Action?.Invoke(_connection, transaction);
                    outcomes[i] = group[i].Batch is { } batch ? _statements!.Append(batch) : AppendOutcome.Done;
                }

                transaction.Commit();
            }
        }
        catch (Exception failure) when (failure is SqliteException or IOException or InvalidOperationException)
        {
            // After an error of the file nothing that this connection says can be believed: the next group gets a new one.
            Disconnect();
            var refusal = new JournalException(
                failure is SqliteException { SqliteErrorCode: DiskFull }
                    ? $"The disk of the journal {_path} is full. Free space; what waits is written then."
                    : $"The journal {_path} cannot be written: {failure.Message}",
                failure);
            group.ForEach(work => work.Done.TrySetException(refusal));
            return;
        }

        for (int i = 0; i < outcomes.Length; i++)
        {
            group[i].Done.TrySetResult(outcomes[i]);
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

    private sealed record Work(RunBatch? Batch, Action<SqliteConnection, SqliteTransaction>? Action)
    {
        public TaskCompletionSource<AppendOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
