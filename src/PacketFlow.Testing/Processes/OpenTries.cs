namespace PacketFlow.Testing.Processes;

/// <summary>The tries whose handlers have begun and wait for something outside: a test's gate, time, another system.</summary>
internal sealed class OpenTries
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _runs = new(StringComparer.Ordinal);
    private int _count;
    private long _changes;

    /// <summary>How many there are, and how often that has changed.</summary>
    public (int Count, long Changes) Read()
    {
        lock (_lock)
        {
            return (_count, _changes);
        }
    }

    /// <summary>Whether a run, or one within it, has such a try.</summary>
    public bool Has(string root)
    {
        lock (_lock)
        {
            return _runs.ContainsKey(root);
        }
    }

    /// <summary>Follows a try until its handler is done.</summary>
    public async ValueTask FollowAsync(string root, ValueTask handler)
    {
        Count(root, 1);
        try
        {
            await handler.ConfigureAwait(false);
        }
        finally
        {
            Count(root, -1);
        }
    }

    private void Count(string root, int more)
    {
        lock (_lock)
        {
            _count += more;
            _changes++;
            int open = _runs.GetValueOrDefault(root) + more;
            if (open == 0)
            {
                _runs.Remove(root);
            }
            else
            {
                _runs[root] = open;
            }
        }
    }
}
