namespace PacketFlow.Reactor;

/// <summary>
/// The results of atoms with an idempotency key, for a while and within bounds: a repeated key is answered from here. Oldest go first.
/// </summary>
internal sealed class ResultMemory(TimeProvider time, int maxEntries, long maxBytes, TimeSpan keep)
{
    private readonly Dictionary<string, RememberedResult> _byKey = new(StringComparer.Ordinal);
    private readonly Queue<RememberedResult> _oldestFirst = new();
    private readonly Lock _lock = new();
    private readonly long _keepTicks = (long)(keep.TotalSeconds * time.TimestampFrequency);
    private long _bytes;

    /// <summary>The first of a key gets the place where its result will be; a repetition gets the first's.</summary>
    /// <param name="caller">Whose key it is: callers do not see each other's results.</param>
    /// <param name="element">What the key was said to: another element's result answers nothing here.</param>
    /// <param name="key">The key.</param>
    /// <param name="isFirst">Whether the atom is to run.</param>
    public RememberedResult Get(string caller, Element element, string key, out bool isFirst)
    {
        string full = $"{caller}\0{element}\0{key}";
        lock (_lock)
        {
            DropOld();
            isFirst = !_byKey.TryGetValue(full, out RememberedResult? known);
            if (known is null)
            {
                known = new RememberedResult(this, full);
                _byKey.Add(full, known);
            }

            return known;
        }
    }

    public void Keep(RememberedResult result)
    {
        lock (_lock)
        {
            result.Ends = time.GetTimestamp() + _keepTicks;
            _oldestFirst.Enqueue(result);
            _bytes += result.Result!.Length;
            DropOld();
        }
    }

    public void Forget(RememberedResult result)
    {
        lock (_lock)
        {
            _byKey.Remove(result.Key);
        }
    }

    private void DropOld()
    {
        long now = time.GetTimestamp();
        while (_oldestFirst.TryPeek(out RememberedResult? oldest)
            && (oldest.Ends <= now || _oldestFirst.Count > maxEntries || _bytes > maxBytes))
        {
            _oldestFirst.Dequeue();
            _bytes -= oldest.Result!.Length;
            _byKey.Remove(oldest.Key);
        }
    }
}
