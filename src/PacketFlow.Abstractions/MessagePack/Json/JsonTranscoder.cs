using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace PacketFlow.MessagePack;

/// <summary>
/// One pass over a JSON value. MessagePack wants the count before the items, so each container begins with a head of one byte that is
/// set when it ends; where its count does not fit there, what follows moves to make room.
/// </summary>
internal ref partial struct JsonTranscoder
{
    /// <summary>Few values are deeper: what is open beyond stands on the heap.</summary>
    private const int InlineDepth = PacketReader.DefaultMaxDepth;

    /// <summary>More keys in open objects than most values have.</summary>
    private const int InitialKeys = 64;

    /// <summary>A longer text with escapes needs rented memory.</summary>
    private const int MaxStackText = 256;

    private readonly ScratchBuffer _buffer;
    private readonly int _maxDepth;
    private Containers _open;
    private Container[] _deeper = [];
    private PacketWriter _writer;
    private int[] _keys = [];
    private int _keyCount;
    private int _depth;

    /// <summary>How many bytes the widened heads have more than the writer knows of.</summary>
    private int _moved;

    private JsonTranscoder(ScratchBuffer empty, int maxDepth)
    {
        _buffer = empty;
        _maxDepth = maxDepth;
        _writer = new PacketWriter(empty);
    }

    private readonly int Position => (int)_writer.BytesWritten + _moved;

    /// <summary>Writes the value at whose first token the reader stands; afterwards it stands at the last.</summary>
    public static void Write(ref Utf8JsonReader json, ScratchBuffer empty, int maxDepth)
    {
        var transcoder = new JsonTranscoder(empty, maxDepth);
        try
        {
            transcoder.WriteValue(ref json);
            transcoder._writer.Flush();
        }
        finally
        {
            transcoder.ReturnKeys();
        }
    }

    private void WriteValue(ref Utf8JsonReader json)
    {
        while (true)
        {
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    AddKey();
                    WriteText(ref json);
                    break;
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    Open(ref json);
                    break;
                case JsonTokenType.EndObject:
                case JsonTokenType.EndArray:
                    Close(ref json);
                    break;
                default:
                    CountItem();
                    WriteScalar(ref json);
                    break;
            }

            if (_depth == 0)
            {
                return;
            }

            json.Read();
        }
    }

    private void WriteScalar(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String: WriteText(ref json); break;
            case JsonTokenType.Number: WriteNumber(ref json); break;
            case JsonTokenType.True: _writer.WriteBoolean(true); break;
            case JsonTokenType.False: _writer.WriteBoolean(false); break;
            default: _writer.WriteNil(); break;
        }
    }

    private void WriteText(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped)
        {
            WriteEscaped(ref json);
        }
        else if (Utf8.IsValid(json.ValueSpan))
        {
            _writer.WriteUtf8(json.ValueSpan);
        }
        else
        {
            throw JsonToPacket.NotUnicode(Path(_depth), json.TokenStartIndex);
        }
    }

    private void WriteEscaped(ref Utf8JsonReader json)
    {
        int length = json.ValueSpan.Length;
        byte[]? rented = length > MaxStackText ? ArrayPool<byte>.Shared.Rent(length) : null;
        try
        {
            Span<byte> text = rented is null ? stackalloc byte[MaxStackText] : rented;
            _writer.WriteUtf8(text[..json.CopyString(text)]);
        }
        catch (InvalidOperationException exception)
        {
            throw JsonToPacket.NotUnicode(Path(_depth), json.TokenStartIndex, exception);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private void WriteNumber(ref Utf8JsonReader json)
    {
        ReadOnlySpan<byte> digits = json.ValueSpan;
        if (!digits.SequenceEqual("-0"u8) && json.TryGetInt64(out long number))
        {
            _writer.WriteInt64(number);
        }
        else if (json.TryGetUInt64(out ulong large))
        {
            _writer.WriteUInt64(large);
        }
        else
        {
            // Integers beyond 64 bits come as floats too: peers write 1e20 with all its digits.
            double value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (!double.IsFinite(value))
            {
                throw Failure(
                    ErrorCodes.PayloadMismatch, ref json, "a number of the JSON text is beyond what a 64-bit float holds; send it as a string");
            }

            _writer.WriteDouble(value);
        }
    }

    private PacketFormatException Failure(string code, ref Utf8JsonReader json, string detail) =>
        new(code, Path(_depth), json.TokenStartIndex, detail);

    /// <summary>An array or an object whose end has not come: where it begins, how much it has, and its first key among all keys.</summary>
    [StructLayout(LayoutKind.Auto)]
    private record struct Container(bool IsMap, int Start, int FirstKey)
    {
        public int Count { get; set; }
    }

    [InlineArray(InlineDepth)]
    private struct Containers
    {
        private Container _outermost;
    }
}
