using System.Buffers;
using System.Runtime.CompilerServices;
using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>One turn of a run: what was brought to it, what it writes down, and what it does then. Used again by whatever run comes next.</summary>
internal sealed class Round
{
    // What the largest runs needed once is not kept.
    private const int LargestKept = 512 * 1024;

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
        int bytes = (Arrivals.Capacity * Unsafe.SizeOf<Arrival>()) + (Records.Capacity * Unsafe.SizeOf<RunRecord>()) + (Effects.Capacity * IntPtr.Size) + Bytes.Capacity;
        if (bytes <= LargestKept)
        {
            Arrivals.Clear();
            Records.Clear();
            Effects.Clear();
            Spare<Round>.Give(this, bytes);
        }
    }
}
