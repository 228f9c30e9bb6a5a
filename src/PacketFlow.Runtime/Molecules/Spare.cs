namespace PacketFlow.Molecules;

/// <summary>Objects that are used again: one beside each thread, and some for all, by number and size. What is more is left to the collector.</summary>
internal static class Spare<T>
    where T : class
{
    private const int Most = 1024;
    private const int MostBytes = 8 << 20;

    private static readonly Lock s_lock = new();
    private static readonly Stack<(T Item, int Bytes)> s_shared = new();
    private static int s_bytes;

    [ThreadStatic]
    private static T? t_own;

    /// <summary>Takes one; null if there is none.</summary>
    public static T? Take()
    {
        if (t_own is { } own)
        {
            t_own = null;
            return own;
        }

        lock (s_lock)
        {
            if (!s_shared.TryPop(out (T Item, int Bytes) shared))
            {
                return null;
            }

            s_bytes -= shared.Bytes;
            return shared.Item;
        }
    }

    /// <summary>Gives one back. Nobody else may hold it any more.</summary>
    /// <param name="item">The object.</param>
    /// <param name="bytes">What it holds beyond itself.</param>
    public static void Give(T item, int bytes = 0)
    {
        if (t_own is null)
        {
            t_own = item;
            return;
        }

        lock (s_lock)
        {
            if (s_shared.Count < Most && s_bytes + bytes <= MostBytes)
            {
                s_shared.Push((item, bytes));
                s_bytes += bytes;
            }
        }
    }
}
