using System.Buffers.Binary;
using System.Text;

namespace PacketFlow.Bench;

/// <summary>The codec that one writes for one message when nothing but speed counts: the limit that generated code is held against.</summary>
internal static class HandWritten
{
    public static int Write(Span<byte> to, Message message)
    {
        int at = 0;
        to[at++] = 0x87;
        at = Int(to, Key(to, at, "v"u8), (uint)message.Version);
        at = Int(to, Key(to, at, "t"u8), (uint)message.Type);
        at = Int(to, Key(to, at, "s"u8), message.Sequence);
        at = Int(to, Key(to, at, "ts"u8), message.Timestamp);
        at = Int(to, Key(to, at, "src"u8), (uint)message.Source);
        at = Int(to, Key(to, at, "dst"u8), (uint)message.Destination);
        at = Key(to, at, "d"u8);

        AtomBody atom = message.Atom;
        to[at++] = 0x86;
        at = Text(to, Key(to, at, "id"u8), atom.Id);
        at = Text(to, Key(to, at, "g"u8), atom.Group);
        at = Text(to, Key(to, at, "e"u8), atom.Element);
        at = Key(to, at, "d"u8);
        to[at++] = 0x82;
        at = Key(to, at, "input"u8);
        to[at++] = (byte)(0x90 | atom.Data.Input.Length);
        foreach (string item in atom.Data.Input)
        {
            at = Text(to, at, item);
        }

        at = Text(to, Key(to, at, "op"u8), atom.Data.Operation);
        at = Int(to, Key(to, at, "p"u8), (uint)atom.Priority);
        return Int(to, Key(to, at, "t"u8), (uint)atom.Timeout);
    }

    public static Message Read(ReadOnlySpan<byte> from)
    {
        int at = 0;
        int version = 0, type = 0, source = 0, destination = 0;
        uint sequence = 0, timestamp = 0;
        AtomBody? atom = null;
        for (int left = Header(from, ref at, 0x80); left > 0; left--)
        {
            switch (Utf8(from, ref at))
            {
                case [(byte)'v']: version = (int)Int(from, ref at); break;
                case [(byte)'t']: type = (int)Int(from, ref at); break;
                case [(byte)'s']: sequence = Int(from, ref at); break;
                case [(byte)'t', (byte)'s']: timestamp = Int(from, ref at); break;
                case [(byte)'s', (byte)'r', (byte)'c']: source = (int)Int(from, ref at); break;
                case [(byte)'d', (byte)'s', (byte)'t']: destination = (int)Int(from, ref at); break;
                case [(byte)'d']: atom = ReadAtom(from, ref at); break;
                default: throw new FormatException();
            }
        }

        return new Message(version, type, sequence, timestamp, source, destination, atom!);
    }

    private static AtomBody ReadAtom(ReadOnlySpan<byte> from, ref int at)
    {
        string? id = null, group = null, element = null;
        TransformBody? data = null;
        int priority = 0, timeout = 0;
        for (int left = Header(from, ref at, 0x80); left > 0; left--)
        {
            switch (Utf8(from, ref at))
            {
                case [(byte)'i', (byte)'d']: id = Text(from, ref at); break;
                case [(byte)'g']: group = Text(from, ref at); break;
                case [(byte)'e']: element = Text(from, ref at); break;
                case [(byte)'d']: data = ReadData(from, ref at); break;
                case [(byte)'p']: priority = (int)Int(from, ref at); break;
                case [(byte)'t']: timeout = (int)Int(from, ref at); break;
                default: throw new FormatException();
            }
        }

        return new AtomBody(id!, group!, element!, data!, priority, timeout);
    }

    private static TransformBody ReadData(ReadOnlySpan<byte> from, ref int at)
    {
        string[]? input = null;
        string? operation = null;
        for (int left = Header(from, ref at, 0x80); left > 0; left--)
        {
            ReadOnlySpan<byte> key = Utf8(from, ref at);
            if (key.SequenceEqual("input"u8))
            {
                input = new string[Header(from, ref at, 0x90)];
                for (int i = 0; i < input.Length; i++)
                {
                    input[i] = Text(from, ref at);
                }
            }
            else if (key.SequenceEqual("op"u8))
            {
                operation = Text(from, ref at);
            }
            else
            {
                throw new FormatException();
            }
        }

        return new TransformBody(input!, operation!);
    }

    private static int Key(Span<byte> to, int at, ReadOnlySpan<byte> key)
    {
        to[at] = (byte)(0xA0 | key.Length);
        key.CopyTo(to[(at + 1)..]);
        return at + 1 + key.Length;
    }

    private static int Int(Span<byte> to, int at, uint value)
    {
        switch (value)
        {
            case < 128:
                to[at] = (byte)value;
                return at + 1;
            case < 256:
                to[at] = 0xCC;
                to[at + 1] = (byte)value;
                return at + 2;
            case < 65536:
                to[at] = 0xCD;
                BinaryPrimitives.WriteUInt16BigEndian(to[(at + 1)..], (ushort)value);
                return at + 3;
            default:
                to[at] = 0xCE;
                BinaryPrimitives.WriteUInt32BigEndian(to[(at + 1)..], value);
                return at + 5;
        }
    }

    // Short strings alone: the message has no others.
    private static int Text(Span<byte> to, int at, string value)
    {
        int length = Encoding.UTF8.GetBytes(value, to[(at + 1)..]);
        to[at] = (byte)(0xA0 | length);
        return at + 1 + length;
    }

    private static int Header(ReadOnlySpan<byte> from, ref int at, int kind) =>
        (from[at] & 0xF0) == kind ? from[at++] & 0x0F : throw new FormatException();

    private static ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> from, ref int at)
    {
        if ((from[at] & 0xE0) != 0xA0)
        {
            throw new FormatException();
        }

        int length = from[at] & 0x1F;
        ReadOnlySpan<byte> text = from.Slice(at + 1, length);
        at += 1 + length;
        return text;
    }

    private static string Text(ReadOnlySpan<byte> from, ref int at) => Encoding.UTF8.GetString(Utf8(from, ref at));

    private static uint Int(ReadOnlySpan<byte> from, ref int at)
    {
        byte first = from[at++];
        switch (first)
        {
            case < 128:
                return first;
            case 0xCC:
                return from[at++];
            case 0xCD:
                at += 2;
                return BinaryPrimitives.ReadUInt16BigEndian(from[(at - 2)..]);
            case 0xCE:
                at += 4;
                return BinaryPrimitives.ReadUInt32BigEndian(from[(at - 4)..]);
            default:
                throw new FormatException();
        }
    }
}
