using System.Collections.Concurrent;

namespace PacketFlow.Bench;

/// <summary>
/// The limit of a journal: rows of a batch's size in the same kind of store, committed in groups by one thread, with nothing around them.
/// </summary>
internal abstract class BareJournal : IDisposable
{
    private const int LargestGroup = 4096;

    private readonly BlockingCollection<TaskCompletionSource> _work = [];
    private readonly Thread _thread;

    protected BareJournal()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>What a row holds.</summary>
    protected static byte[] Row { get; } = new byte[120];

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
        Close();
        _work.Dispose();
    }

    /// <summary>Makes so many rows durable at once.</summary>
    protected abstract void Commit(int rows);

    protected abstract void Close();

    private void Run()
    {
        var group = new List<TaskCompletionSource>();
        foreach (TaskCompletionSource first in _work.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < LargestGroup && _work.TryTake(out TaskCompletionSource? next))
            {
                group.Add(next);
            }

            Commit(group.Count);
            group.ForEach(static done => done.SetResult());
            group.Clear();
        }
    }
}
