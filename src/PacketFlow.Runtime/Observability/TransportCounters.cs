namespace PacketFlow.Observability;

/// <summary>What went over one kind of transport. Counted by read and by flush, not by atom.</summary>
internal sealed class TransportCounters
{
    private long _open;
    private long _accepted;
    private long _refused;
    private long _received;
    private long _sent;

    public long Open => Volatile.Read(ref _open);

    public long Accepted => Volatile.Read(ref _accepted);

    public long Refused => Volatile.Read(ref _refused);

    public long ReceivedBytes => Volatile.Read(ref _received);

    public long SentBytes => Volatile.Read(ref _sent);

    public void Opened()
    {
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _accepted);
    }

    public void Closed() => Interlocked.Decrement(ref _open);

    public void TurnedAway() => Interlocked.Increment(ref _refused);

    public void Received(int bytes) => Interlocked.Add(ref _received, bytes);

    public void Sent(int bytes) => Interlocked.Add(ref _sent, bytes);
}
