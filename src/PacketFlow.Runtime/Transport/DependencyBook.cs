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
    private readonly Dictionary<string, HashSet<Waiting>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<Reaction, Waiting> _held = [];

    /// <summary>Takes a packet that names others.</summary>
    public void Accept(Reaction reaction, ReadOnlySpan<byte> message, List<string> dependencies, InlineHost host, long now)
    {
        if (!reactor.Hold(reaction, message, dependencies, host, now))
        {
            return;
        }

        var waiting = new Waiting(reaction, [.. dependencies.Distinct(StringComparer.Ordinal)]);
        string? failed = null;
        bool isReady;
        lock (_lock)
        {
            foreach (string id in waiting.Dependencies)
            {
                if (!_completed.TryGetValue(id, out bool succeeded))
                {
                    waiting.Left++;
                    (_waiting.TryGetValue(id, out HashSet<Waiting>? others) ? others : _waiting[id] = []).Add(waiting);
                }
                else if (!succeeded)
                {
                    failed = id;
                }
            }

            // Outside of the lock the last of them may complete, and let it go as well.
            isReady = waiting.Left == 0;
            if (!isReady)
            {
                _held.Add(reaction, waiting);

                // Its time may have been over before it stood here.
                if (reaction.IsAnswered)
                {
                    Forget(reaction);
                }
            }
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
    public void Completed(Reaction reaction, bool succeeded)
    {
        string id = reaction.Id;
        HashSet<Waiting>? waiting;
        lock (_lock)
        {
            Forget(reaction);
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

            waiting.RemoveWhere(one => --one.Left > 0 && succeeded);
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

    // It may have ended while some that it waits for never came: they would be waited for as long as the connection lives.
    private void Forget(Reaction reaction)
    {
        if (!_held.Remove(reaction, out Waiting? ended))
        {
            return;
        }

        foreach (string id in ended.Dependencies)
        {
            if (_waiting.TryGetValue(id, out HashSet<Waiting>? others) && others.Remove(ended) && others.Count == 0)
            {
                _waiting.Remove(id);
            }
        }
    }

    private sealed class Waiting(Reaction reaction, string[] dependencies)
    {
        public Reaction Reaction => reaction;

        public string[] Dependencies => dependencies;

        public int Left { get; set; }
    }
}
