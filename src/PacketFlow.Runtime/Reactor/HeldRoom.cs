namespace PacketFlow.Reactor;

/// <summary>
/// What the large payloads of unanswered atoms may take of memory, over all connections. The lanes and the connections bound how many atoms
/// there are, which is enough for small ones; those are not counted, and pay nothing here.
/// </summary>
/// <param name="limit">In bytes.</param>
internal sealed class HeldRoom(long limit)
{
    /// <summary>The longest payload that is not counted.</summary>
    public const int Small = 4 * 1024;

    private long _taken;

    public long Limit => limit;

    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes room, if there is any. Alone every payload has room: else one that is larger than all of it would be told to come again for ever.</summary>
    public bool TryTake(long bytes)
    {
        long taken = Taken;
        while (taken == 0 || taken + bytes <= limit)
        {
            long before = Interlocked.CompareExchange(ref _taken, taken + bytes, taken);
            if (before == taken)
            {
                return true;
            }

            taken = before;
        }

        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
