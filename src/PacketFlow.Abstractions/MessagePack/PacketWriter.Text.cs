using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using PacketFlow.MessagePack;

namespace PacketFlow;

public ref partial struct PacketWriter
{
    /// <summary>Writes a string; null as nil.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNil();
        }
        else
        {
            WriteString(value.AsSpan());
        }
    }

    /// <summary>Writes a string.</summary>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        if (value.Length <= WireCode.MaxFixStr)
        {
            ref byte target = ref Reserve(1 + WireCode.MaxFixStr);
            if (ShortAscii.TryWrite(value, ref Unsafe.Add(ref target, 1)))
            {
                target = (byte)(WireCode.FixStr | value.Length);
                _position += 1 + value.Length;
                return;
            }
        }

        WriteUtf16(value);
    }

    /// <summary>Writes a string that is UTF-8 already.</summary>
    public void WriteUtf8(scoped ReadOnlySpan<byte> value)
    {
        WriteStringHeader(value.Length);
        WriteRaw(value);
    }

    /// <summary>Writes bytes.</summary>
    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        WriteSizedHeader(WireCode.Bin8, value.Length);
        WriteRaw(value);
    }

    /// <summary>Writes an extension.</summary>
    /// <param name="type">The application's type number, from 0 to 127; negative ones belong to the specification.</param>
    /// <param name="value">Its bytes.</param>
    public void WriteExtension(sbyte type, scoped ReadOnlySpan<byte> value)
    {
        switch (value.Length)
        {
            case 1: WriteCode(WireCode.FixExt1); break;
            case 2: WriteCode(WireCode.FixExt2); break;
            case 4: WriteCode(WireCode.FixExt4); break;
            case 8: WriteCode(WireCode.FixExt8); break;
            case 16: WriteCode(WireCode.FixExt16); break;
            default: WriteSizedHeader(WireCode.Ext8, value.Length); break;
        }

        WriteCode((byte)type);
        WriteRaw(value);
    }

    /// <summary>Writes as a string what can format itself as UTF-8, without a string in between.</summary>
    /// <param name="value">What to write; its text is ASCII.</param>
    /// <param name="format">A format that does not depend on culture.</param>
    /// <param name="maxLength">The most bytes that its text can have: at most 255.</param>
    internal void WriteFormatted<T>(T value, ReadOnlySpan<char> format, int maxLength)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[maxLength];
        if (!value.TryFormat(text, out int written, format, CultureInfo.InvariantCulture))
        {
            throw new ArgumentOutOfRangeException(nameof(maxLength), maxLength, $"Too short for a {typeof(T)}.");
        }

        WriteUtf8(text[..written]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteUtf16(scoped ReadOnlySpan<char> value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteStringHeader(length);
        Span<byte> text = MemoryMarshal.CreateSpan(ref Reserve(length), length);
        if (Utf8.FromUtf16(value, text, out _, out _, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            Throw("the string holds half of a surrogate pair, which UTF-8 cannot carry; send it as binary");
        }

        _position += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteStringHeader(int length)
    {
        if (length <= WireCode.MaxFixStr)
        {
            WriteCode((byte)(WireCode.FixStr | length));
        }
        else
        {
            WriteSizedHeader(WireCode.Str8, length);
        }
    }

    /// <summary>A length of 8, 16 or 32 bits: their codes follow each other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteSizedHeader(byte code8, int length)
    {
        if (length <= byte.MaxValue)
        {
            WriteCode8(code8, (byte)length);
        }
        else
        {
            WriteLongHeader((byte)(code8 + 1), length);
        }
    }
}
