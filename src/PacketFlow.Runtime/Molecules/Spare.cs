namespace PacketFlow.Molecules;

/// <summary>Objects that are used again: one beside each thread, and some for all. What is more is left to the collector.</summary>
internal static class Spare<T>
    where T : class
{
    private static readonly Lock s_lock = new();
    private static readonly T?[] s_shared = new T?[1024];
    private static int s_count;

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

        if (Volatile.Read(ref s_count) == 0)
        {
            return null;
        }

        lock (s_lock)
        {
            return s_count == 0 ? null : s_shared[--s_count];
        }
    }

    /// <summary>Gives one back. Nobody else may hold it any more.</summary>
    /// <param name="item">The object.</param>
    /// <param name="isLarge">Whether it is so large that a few are enough.</param>
    public static void Give(T item, bool isLarge = false)
    {
        if (t_own is null)
        {
            t_own = item;
            return;
        }

        if (isLarge)
        {
            return;
        }

        lock (s_lock)
        {
            if (s_count < s_shared.Length)
            {
                s_shared[s_count++] = item;
            }
        }
    }
}
