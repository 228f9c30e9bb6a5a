using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>
/// Packets that wait for others of their connection. What has completed is remembered within bounds; a packet whose dependency failed, or
/// never came in its time, fails with it.
/// </summary>
internal sealed class DependencyBook(LocalReactor reactor)
{
    /// <summary>How many completed ids are remembered, oldest first to go.</summary>
    private const int Remembered = 16_384;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _completed = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();
    private readonly Dictionary<string, List<Waiting>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Takes a packet that names others.</summary>
    public void Accept(Reaction reaction, ReadOnlySpan<byte> message, List<string> dependencies, InlineHost host, long now)
    {
        if (!reactor.Hold(reaction, message, host, now))
        {
            return;
        }

        var waiting = new Waiting(reaction);
        string? failed = null;
        bool isReady;
        lock (_lock)
        {
            foreach (string id in dependencies.Distinct(StringComparer.Ordinal))
            {
                if (!_completed.TryGetValue(id, out bool succeeded))
                {
                    waiting.Left++;
                    (_waiting.TryGetValue(id, out List<Waiting>? others) ? others : _waiting[id] = []).Add(waiting);
                }
                else if (!succeeded)
                {
                    failed = id;
                }
            }

            // Outside of the lock the last of them may complete, and let it go as well.
            isReady = waiting.Left == 0;
        }

        if (failed is not null)
        {
            reaction.Cancel(ReactorErrors.DependencyFailed(failed));
        }
        else if (isReady)
        {
            reactor.Release(reaction);
        }
    }

    /// <summary>A packet of the connection has ended.</summary>
    public void Completed(string id, bool succeeded)
    {
        List<Waiting>? waiting;
        lock (_lock)
        {
            if (_completed.TryAdd(id, succeeded))
            {
                _oldestFirst.Enqueue(id);
                if (_oldestFirst.Count > Remembered)
                {
                    _completed.Remove(_oldestFirst.Dequeue());
                }
            }
            else
            {
                _completed[id] = succeeded;
            }

            if (!_waiting.Remove(id, out waiting))
            {
                return;
            }

            waiting.RemoveAll(one => --one.Left > 0 && succeeded);
        }

        foreach (Waiting one in waiting)
        {
            if (succeeded)
            {
                reactor.Release(one.Reaction);
            }
            else
            {
                one.Reaction.Cancel(ReactorErrors.DependencyFailed(id));
            }
        }
    }

    private sealed class Waiting(Reaction reaction)
    {
        public Reaction Reaction => reaction;

        public int Left { get; set; }
    }
}
