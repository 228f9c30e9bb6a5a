using System.Buffers.Binary;
using PacketFlow.MessagePack;

namespace PacketFlow;

public ref partial struct PacketWriter
{
    /// <summary>
    /// Writes a point in time as a timestamp. A local time is converted to UTC; one of unspecified kind is taken as UTC, so that what
    /// is written does not depend on the machine.
    /// </summary>
    public void WriteTimestamp(DateTime value)
    {
        DateTime utc = value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value;
        (long seconds, uint nanoseconds) = WireTime.FromDateTime(utc);
        WriteTimestamp(seconds, nanoseconds);
    }

    /// <summary>Writes a timestamp in the shortest of its three forms.</summary>
    /// <param name="seconds">Seconds since 1970-01-01 in UTC.</param>
    /// <param name="nanoseconds">From 0 to 999,999,999.</param>
    public void WriteTimestamp(long seconds, uint nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nanoseconds, WireTime.MaxNanoseconds);
        Span<byte> content = stackalloc byte[12];
        if (nanoseconds == 0 && (ulong)seconds <= uint.MaxValue)
        {
            BinaryPrimitives.WriteUInt32BigEndian(content, (uint)seconds);
            content = content[..4];
        }
        else if ((ulong)seconds >> 34 == 0)
        {
            BinaryPrimitives.WriteUInt64BigEndian(content, ((ulong)nanoseconds << 34) | (ulong)seconds);
            content = content[..8];
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(content, nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(content[4..], seconds);
        }

        WriteExtension(WireCode.TimestampType, content);
    }
}
