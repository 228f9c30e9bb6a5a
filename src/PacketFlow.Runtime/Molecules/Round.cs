using System.Buffers;
using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>One turn of a run: what was brought to it, what it writes down, and what it does then. Used again by whatever run comes next.</summary>
internal sealed class Round
{
    // What one large run needed once is not kept for all small ones, and what the largest needed for none.
    private const int Large = 64;
    private const int LargestKept = 4096;
    private const int MostBytesKept = 256 * 1024;

    public List<Arrival> Arrivals { get; } = [];

    public List<RunRecord> Records { get; } = [];

    public List<RunEffect> Effects { get; } = [];

    public ArrayBufferWriter<byte> Bytes { get; } = new(256);

    public static Round Take() => Spare<Round>.Take() ?? new Round();

    /// <summary>What it brought is durable.</summary>
    public void Meet()
    {
        foreach (Arrival arrival in Arrivals)
        {
            arrival.Taken?.TrySetResult();
        }
    }

    /// <summary>What it brought is lost.</summary>
    public void Fail(Exception failure)
    {
        foreach (Arrival arrival in Arrivals)
        {
            arrival.Taken?.TrySetException(failure);
        }
    }

    /// <summary>Gives it to the next.</summary>
    public void Give()
    {
        int capacity = Math.Max(Math.Max(Arrivals.Capacity, Records.Capacity), Effects.Capacity);
        if (capacity <= LargestKept && Bytes.Capacity <= MostBytesKept)
        {
            Arrivals.Clear();
            Records.Clear();
            Effects.Clear();
            Spare<Round>.Give(this, isLarge: capacity > Large || Bytes.Capacity > Large * Large);
        }
    }
}
