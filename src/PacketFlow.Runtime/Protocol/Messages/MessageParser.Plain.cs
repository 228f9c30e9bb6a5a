using System.Buffers.Binary;
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

    /// <summary>Longer than any head, so that its fixed parts need one check of the bounds.</summary>
    private const int ShortestPlain = 48;

    private static bool TryParsePlain(ReadOnlySpan<byte> message, int maxDepth, ref MessageFields fields, out int length)
    {
        length = 0;
        if (message.Length < ShortestPlain || message[0] != PlainHead || BinaryPrimitives.ReadUInt64BigEndian(message[1..]) != VersionTypeSequence)
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

    private static bool TryPlainAtom(ReadOnlySpan<byte> message, int maxDepth, ref int at, ref AtomFields atom)
    {
        int pairs = message[at++] - FixMap;
        if ((uint)pairs > 15)
        {
            return false;
        }

        for (int seen = 0; pairs > 0; pairs--)
        {
            if (message.Length - at < 3)
            {
                return false;
            }

            // The reader of all forms says which key came twice. Where a key of none of these begins it does not matter.
            int key = 1 << (message[at + 1] & 31);
            if ((seen & key) != 0)
            {
                return false;
            }

            seen |= key;

            switch (BinaryPrimitives.ReadUInt16BigEndian(message[at..]))
            {
                case IdStart when message[at + 2] == 'd':
                    at += 3;
                    if (!TryText(message, ref at, ref atom.Id) || !Utf8.IsValid(atom.Id.In(message)))
                    {
                        return false;
                    }

                    break;
                case GroupKey:
                    at += 2;
                    if (!TryText(message, ref at, ref atom.Group))
                    {
                        return false;
                    }

                    break;
                case ElementKey:
                    at += 2;
                    if (!TryText(message, ref at, ref atom.Element))
                    {
                        return false;
                    }

                    break;
                case DataKey:
                    at += 2;
                    var payload = new PacketReader(message[at..], maxDepth);
                    if (!payload.TrySkipPlain())
                    {
                        return false;
                    }

                    atom.Payload = new Slice(at, payload.Position);
                    at += payload.Position;
                    break;
                case PriorityKey when message[at + 2] is >= 1 and <= 10:
                    atom.Priority = message[at + 2];
                    at += 3;
                    break;
                default:
                    return false;
            }
        }

        return !atom.Id.IsEmpty && !atom.Group.IsEmpty && !atom.Element.IsEmpty;
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
