using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using PacketFlow.MessagePack;

namespace PacketFlow;

public ref partial struct PacketReader
{
    /// <summary>Reads a string.</summary>
    public string ReadString()
    {
        int start = _position;
        ReadOnlySpan<byte> utf8 = ReadUtf8();
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (Ascii.IsValid(utf8))
        {
            return string.Create(utf8.Length, utf8, static (letters, bytes) => Ascii.ToUtf16(bytes, letters, out _));
        }

        if (!Utf8.IsValid(utf8))
        {
            ThrowNotUtf8(start);
        }

        return Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Reads a string as a view of its bytes, which are not checked to be UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadUtf8()
    {
        int left = Remaining - 1;
        if (left >= 0)
        {
            int length = _bytes[_position] - WireCode.FixStr;
            if ((uint)length <= WireCode.MaxFixStr && length <= left)
            {
                ReadOnlySpan<byte> text = _bytes.Slice(_position + 1, length);
                _position += 1 + length;
                return text;
            }
        }

        return ReadLongUtf8();
    }

    /// <summary>Reads bytes, or a string that holds them as base64.</summary>
    public byte[] ReadBinary()
    {
        int start = _position;
        WireToken token = PeekToken();
        if (token.Kind == PacketKind.Binary)
        {
            return ReadContent(token).ToArray();
        }

        if (token.Kind != PacketKind.String)
        {
            ThrowUnexpected("binary");
        }

        ReadOnlySpan<byte> text = ReadContent(token);
        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        OperationStatus status = Base64.DecodeFromUtf8(text, bytes, out int consumed, out int written);
        if (status != OperationStatus.Done || consumed != text.Length)
        {
            ThrowInvalid(start, "base64");
        }

        return written == bytes.Length ? bytes : bytes[..written];
    }

    /// <summary>Reads an extension as a view of its bytes.</summary>
    /// <param name="type">The application's type number; -1 is a timestamp.</param>
    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        WireToken token = PeekToken();
        if (token.Kind is not (PacketKind.Extension or PacketKind.Timestamp))
        {
            ThrowUnexpected("extension");
        }

        type = (sbyte)_bytes[_position + token.HeaderLength - 1];
        return ReadContent(token);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> ReadLongUtf8()
    {
        WireToken token = PeekToken();
        if (token.Kind != PacketKind.String)
        {
            ThrowUnexpected("string");
        }

        return ReadContent(token);
    }
}
