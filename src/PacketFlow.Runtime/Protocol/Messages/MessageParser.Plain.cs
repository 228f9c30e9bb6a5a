using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace PacketFlow.Protocol;

// What nearly all messages are: a submit with its keys in the protocol's order, short strings, and nothing unusual. It is read without
// asking every value what it is. Whatever differs in any way is left to the reader of all forms, which also says what is wrong.
internal static partial class MessageParser
{
    /// <summary>The map of seven, then v: 1, t: 1 and the key s.</summary>
    private const byte PlainHead = 0x87;
    private const ulong VersionTypeSequence = 0xA1_76_01_A1_74_01_A1_73;

    private const uint TimeKey = 0xA2_74_73_00;
    private const uint SourceKey = 0xA3_73_72_63;
    private const uint DestinationKey = 0xA3_64_73_74;
    private const ushort DataKey = 0xA1_64;
    private const ushort IdStart = 0xA2_69;
    private const ushort GroupKey = 0xA1_67;
    private const ushort ElementKey = 0xA1_65;
    private const ushort PriorityKey = 0xA1_70;

    private const byte FixMap = 0x80;
    private const byte FixStr = 0xA0;
    private const byte MaxFixStr = 31;
    private const byte UInt8 = 0xCC;
    private const byte UInt16 = 0xCD;
    private const byte UInt32 = 0xCE;
    private const byte Str8 = 0xD9;

    /// <summary>id, g, e and d.</summary>
    private const int PlainPairs = 4;

    private const int FixedHeadLength = 34;

    private static Vector256<byte> FixedHead => Vector256.Create(
        PlainHead, 0xA1, (byte)'v', 1, 0xA1, (byte)'t', 1, 0xA1, (byte)'s', UInt32, 0, 0, 0, 0, 0xA2, (byte)'t',
        (byte)'s', UInt32, 0, 0, 0, 0, 0xA3, (byte)'s', (byte)'r', (byte)'c', 0, 0xA3, (byte)'d', (byte)'s', (byte)'t', 0);

    private static Vector256<byte> FixedMask => Vector256.Create(
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF,
        0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);

    /// <summary>Longer than any head, so that its fixed parts need one check of the bounds.</summary>
    private const int ShortestPlain = 48;

    private static bool TryParsePlain(ReadOnlySpan<byte> message, int maxDepth, ref MessageFields fields, out int length)
    {
        length = 0;
        if (message.Length < ShortestPlain)
        {
            return false;
        }

        if (HasFixedHead(message))
        {
            fields.Type = MessageType.Submit;
            fields.Sequence = BinaryPrimitives.ReadUInt32BigEndian(message[MessageWriter.SequenceOffset..]);
            length = FixedHeadLength;
            return TryPlainAtom(message, maxDepth, ref length, ref fields.Atom);
        }

        if (message[0] != PlainHead || BinaryPrimitives.ReadUInt64BigEndian(message[1..]) != VersionTypeSequence)
        {
            return false;
        }

        int at = 1 + sizeof(ulong);
        if (!TryUnsigned(message, ref at, out fields.Sequence) || (BinaryPrimitives.ReadUInt32BigEndian(message[at..]) & 0xFFFFFF00) != TimeKey)
        {
            return false;
        }

        at += 3;
        if (!TryUnsigned(message, ref at, out _) || BinaryPrimitives.ReadUInt32BigEndian(message[at..]) != SourceKey)
        {
            return false;
        }

        at += sizeof(uint);
        if (!TryUnsigned(message, ref at, out uint source) || BinaryPrimitives.ReadUInt32BigEndian(message[at..]) != DestinationKey)
        {
            return false;
        }

        at += sizeof(uint);
        if (!TryUnsigned(message, ref at, out uint destination) || BinaryPrimitives.ReadUInt16BigEndian(message[at..]) != DataKey
            || (source | destination) > ushort.MaxValue)
        {
            return false;
        }

        fields.Type = MessageType.Submit;
        fields.Source = (ushort)source;
        fields.Destination = (ushort)destination;
        length = at + sizeof(ushort);
        return TryPlainAtom(message, maxDepth, ref length, ref fields.Atom);
    }

    // With the sequence and the time in five bytes each, and nobody named as source or destination, the head is always the same but for
    // these two numbers: one comparison for all of it.
    private static bool HasFixedHead(ReadOnlySpan<byte> message) =>
        (Vector256.Create(message) & FixedMask) == FixedHead && BinaryPrimitives.ReadUInt16BigEndian(message[Vector256<byte>.Count..]) == DataKey;

    private static bool TryPlainAtom(ReadOnlySpan<byte> message, int maxDepth, ref int at, ref AtomFields atom)
    {
        int pairs = message[at++] - FixMap;
        if (message.Length - at < 3 || BinaryPrimitives.ReadUInt16BigEndian(message[at..]) != IdStart || message[at + 2] != 'd')
        {
            return false;
        }

        at += 3;
        if (!TryText(message, ref at, ref atom.Id) || !Utf8.IsValid(atom.Id.In(message))
            || !TryKey(message, ref at, GroupKey) || !TryText(message, ref at, ref atom.Group)
            || !TryKey(message, ref at, ElementKey) || !TryText(message, ref at, ref atom.Element)
            || !TryKey(message, ref at, DataKey))
        {
            return false;
        }

        var payload = new PacketReader(message[at..], maxDepth);
        if (!payload.TrySkipPlain())
        {
            return false;
        }

        atom.Payload = new Slice(at, payload.Position);
        at += payload.Position;
        return pairs == PlainPairs ? HasAddress(atom) : pairs == PlainPairs + 1 && TryPriority(message, ref at, ref atom.Priority) && HasAddress(atom);
    }

    private static bool HasAddress(in AtomFields atom) => !atom.Id.IsEmpty && !atom.Group.IsEmpty && !atom.Element.IsEmpty;

    private static bool TryPriority(ReadOnlySpan<byte> message, ref int at, ref int priority)
    {
        if (!TryKey(message, ref at, PriorityKey) || at >= message.Length || message[at] is < 1 or > 10)
        {
            return false;
        }

        priority = message[at++];
        return true;
    }

    private static bool TryKey(ReadOnlySpan<byte> message, ref int at, ushort key)
    {
        if (message.Length - at < sizeof(ushort) || BinaryPrimitives.ReadUInt16BigEndian(message[at..]) != key)
        {
            return false;
        }

        at += sizeof(ushort);
        return true;
    }

    // As many bytes as the longest of these takes are there, or the message is too short to be plain.
    private static bool TryUnsigned(ReadOnlySpan<byte> message, ref int at, out uint value)
    {
        byte code = message[at++];
        value = code;
        switch (code)
        {
            case <= 0x7F:
                return true;
            case UInt8:
                value = message[at];
                at += sizeof(byte);
                return true;
            case UInt16:
                value = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
                at += sizeof(ushort);
                return true;
            case UInt32:
                value = BinaryPrimitives.ReadUInt32BigEndian(message[at..]);
                at += sizeof(uint);
                return true;
            default:
                return false;
        }
    }

    private static bool TryText(ReadOnlySpan<byte> message, ref int at, ref Slice text)
    {
        if (at + 1 >= message.Length)
        {
            return false;
        }

        int length = message[at++] - FixStr;
        if (length == Str8 - FixStr)
        {
            length = message[at++];
        }
        else if ((uint)length > MaxFixStr)
        {
            return false;
        }

        text = new Slice(at, length);
        at += length;
        return at <= message.Length;
    }
}
