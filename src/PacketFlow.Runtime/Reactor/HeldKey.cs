namespace PacketFlow.Reactor;

/// <summary>A key that a running handler holds, and the one that was held when its atom was submitted.</summary>
internal sealed record HeldKey(SerialKey Key, HeldKey? Outer)
{
    public static bool Holds(HeldKey? held, SerialKey key)
    {
        for (; held is not null; held = held.Outer)
        {
            if (held.Key == key)
            {
                return true;
            }
        }

        return false;
    }
}
