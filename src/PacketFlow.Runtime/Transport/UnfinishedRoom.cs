using Microsoft.Extensions.Logging;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>
/// What long frames and bodies take of memory before they have come whole, over all connections. Where it is too much the one that has been
/// unfinished for longest is given up: who goes on sending is done by then.
/// </summary>
internal sealed class UnfinishedRoom(ConnectionSettings settings, TimeProvider time, ILoggerFactory logs)
{
    private readonly SafeLogger _log = new(logs.CreateLogger("PacketFlow.Connections"));
    private readonly LogGate _gate = new(time, TimeSpan.FromSeconds(1));
    private readonly Lock _lock = new();
    private readonly SortedSet<Unfinished> _waiting = new(Comparer<Unfinished>.Create(static (one, other) => one.Begun.CompareTo(other.Begun)));
    private long _taken;
    private long _lastBegun;

    /// <summary>How many bytes are waiting for their rest.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>The rest of it is waited for.</summary>
    /// <param name="part">What is unfinished.</param>
    /// <param name="bytes">What it takes.</param>
    /// <param name="isAnother">Whether it is another one than the last time that its owner waited.</param>
    public void Wait(Unfinished part, int bytes, bool isAnother)
    {
        List<Unfinished>? oldest = null;
        lock (_lock)
        {
            if (isAnother)
            {
                part.Begun = ++_lastBegun;
            }

            part.Bytes = bytes;
            _waiting.Add(part);
            _taken += bytes;
            while (_taken > settings.MaxUnfinishedBytes)
            {
                (oldest ??= []).Add(_waiting.Min!);
                Remove(_waiting.Min!);
            }
        }

        oldest?.ForEach(GiveUp);
    }

    /// <summary>It waits no more: something has come, or nothing will.</summary>
    public void Leave(Unfinished part)
    {
        lock (_lock)
        {
            Remove(part);
        }
    }

    private void Remove(Unfinished part)
    {
        if (_waiting.Remove(part))
        {
            _taken -= part.Bytes;
        }
    }

    private void GiveUp(Unfinished part)
    {
        if (_gate.TryPass(out long held))
        {
            Log.UnfinishedGivenUp(_log, part.Peer, part.Bytes, settings.MaxUnfinishedBytes, held);
        }

        part.GiveUp();
    }
}
