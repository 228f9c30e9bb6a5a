using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PacketFlow.Bench;

/// <summary>The limit: rows of a run's size in the same kind of file, committed in groups by one thread, with nothing around them.</summary>
internal sealed class BareJournal : IDisposable
{
    private readonly BlockingCollection<TaskCompletionSource> _work = [];
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;

    public BareJournal(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, data BLOB NOT NULL)");
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public Task AppendAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(done);
        return done.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _connection.Dispose();
        _work.Dispose();
    }

    private void Run()
    {
        using SqliteCommand insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (data) VALUES ($data)";
        insert.Parameters.AddWithValue("$data", new byte[120]);
        var group = new List<TaskCompletionSource>();
        foreach (TaskCompletionSource first in _work.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < 4096 && _work.TryTake(out TaskCompletionSource? next))
            {
                group.Add(next);
            }

            using (SqliteTransaction transaction = _connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                foreach (TaskCompletionSource _ in group)
                {
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }

            group.ForEach(static done => done.SetResult());
            group.Clear();
        }
    }

    private void Execute(string text)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
