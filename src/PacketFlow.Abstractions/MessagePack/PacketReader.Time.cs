using System.Buffers.Binary;
using PacketFlow.MessagePack;

namespace PacketFlow;

public ref partial struct PacketReader
{
    /// <summary>Reads a timestamp, or an ISO 8601 string, as a time in UTC. What is finer than 100 ns is cut off.</summary>
    public DateTime ReadTimestamp()
    {
        int start = _position;
        if (PeekToken().Kind == PacketKind.String)
        {
            if (!Iso8601.TryParse(ReadUtf8(), out DateTimeOffset parsed))
            {
                ThrowInvalid(start, "timestamp");
            }

            return parsed.UtcDateTime;
        }

        ReadTimestamp(out long seconds, out uint nanoseconds);
        if (seconds < WireTime.MinSeconds || seconds > WireTime.MaxSeconds)
        {
            Throw(start, "expected timestamp, got one outside the years 1 to 9999");
        }

        return WireTime.ToDateTime(seconds, nanoseconds);
    }

    /// <summary>Reads a timestamp as it stands on the wire.</summary>
    /// <param name="seconds">Seconds since 1970-01-01 in UTC.</param>
    /// <param name="nanoseconds">From 0 to 999,999,999.</param>
    public void ReadTimestamp(out long seconds, out uint nanoseconds)
    {
        int start = _position;
        if (PeekToken().Kind != PacketKind.Timestamp)
        {
            ThrowUnexpected("timestamp");
        }

        ReadOnlySpan<byte> content = ReadExtension(out _);
        switch (content.Length)
        {
            case 4:
                seconds = BinaryPrimitives.ReadUInt32BigEndian(content);
                nanoseconds = 0;
                break;
            case 8:
                // 30 bits of nanoseconds above 34 bits of seconds.
                ulong both = BinaryPrimitives.ReadUInt64BigEndian(content);
                seconds = (long)(both & 0x3_FFFF_FFFF);
                nanoseconds = (uint)(both >> 34);
                break;
            case 12:
                nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(content);
                seconds = BinaryPrimitives.ReadInt64BigEndian(content[4..]);
                break;
            default:
                Throw(start, $"expected timestamp of 4, 8 or 12 bytes, got {content.Length}");
                goto case 4;
        }

        if (nanoseconds > WireTime.MaxNanoseconds)
        {
            Throw(start, "expected timestamp, got one with more than 999,999,999 nanoseconds");
        }
    }

    /// <summary>Checks the timestamp at another place of the same bytes.</summary>
    internal readonly void CheckTimestamp(int offset)
    {
        PacketReader reader = this;
        reader._position = offset;
        reader.ReadTimestamp(out _, out _);
    }
}
