using System.Buffers.Binary;

namespace PacketFlow.Protocol;

/// <summary>The head of a WebSocket frame (RFC 6455, section 5.2).</summary>
internal readonly record struct WebSocketHead(bool IsFinal, int Opcode, bool IsMasked, uint Mask, long Length, int Size)
{
    public const int Continuation = 0x0;
    public const int Text = 0x1;
    public const int Binary = 0x2;
    public const int Close = 0x8;
    public const int Ping = 0x9;
    public const int Pong = 0xA;

    /// <summary>The longest payload of a control frame.</summary>
    public const int MaxControl = 125;

    private const int Length16 = 126;
    private const int Length64 = 127;

    public bool IsControl => Opcode >= Close;

    /// <summary>Reads a head.</summary>
    /// <returns>Null when not all of it is there; a head of negative length when it breaks the rules.</returns>
    public static WebSocketHead? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return null;
        }

        bool isMasked = (bytes[1] & 0x80) != 0;
        int length = bytes[1] & 0x7F;
        int size = 2 + (length == Length16 ? 2 : length == Length64 ? 8 : 0) + (isMasked ? 4 : 0);
        if (bytes.Length < size)
        {
            return null;
        }

        long full = length switch
        {
            Length16 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Length64 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => length,
        };
        bool isShortest = length switch { Length16 => full >= Length16, Length64 => full > ushort.MaxValue, _ => true };
        bool isFinal = (bytes[0] & 0x80) != 0;
        int opcode = bytes[0] & 0x0F;
        bool isKnown = (bytes[0] & 0x70) == 0 && opcode is <= Binary or (>= Close and <= Pong);
        bool isControlFit = opcode < Close || (isFinal && full <= MaxControl);
        uint mask = isMasked ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[(size - 4)..]) : 0;
        return new WebSocketHead(isFinal, opcode, isMasked, mask, isShortest && isKnown && isControlFit ? full : -1, size);
    }
}
