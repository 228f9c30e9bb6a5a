using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PacketFlow.MessagePack;

/// <summary>
/// JSON to MessagePack, structure for structure. MessagePack wants the count before the items: a first pass counts, a second writes.
/// </summary>
internal static class JsonToPacket
{
    /// <summary>One more than we allow, so that it is we who notice and say so.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = PacketReader.DefaultMaxDepth + 1 };

    public static byte[] Convert(string json)
    {
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            OperationStatus status = Utf8.FromUtf16(json, utf8, out int read, out int written, replaceInvalidSequences: false);
            return status == OperationStatus.Done ? Convert(utf8.AsSpan(0, written)) : throw NotUnicode(read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    public static byte[] Convert(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            byte[] messagePack = Write(utf8Json, CountItems(utf8Json));
            PacketReader origin = new(messagePack);
            WireValidator.Validate(messagePack, ref origin, 0);
            return messagePack;
        }
        catch (JsonException exception)
        {
            throw new PacketFormatException(
                ErrorCodes.PayloadMismatch, "", exception.BytePositionInLine ?? 0, "the text is not JSON: " + exception.Message, exception);
        }
    }

    /// <summary>How many items each array and object has, in the order in which they begin.</summary>
    private static List<int> CountItems(ReadOnlySpan<byte> utf8Json)
    {
        List<int> counts = [];
        Stack<int> open = [];
        Utf8JsonReader json = new(utf8Json, Options);
        while (json.Read())
        {
            bool isValue = json.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject);
            if (isValue && open.TryPeek(out int container))
            {
                counts[container]++;
            }

            if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                if (open.Count == PacketReader.DefaultMaxDepth)
                {
                    string detail = $"JSON nested deeper than {PacketReader.DefaultMaxDepth} arrays and objects";
                    throw new PacketFormatException(ErrorCodes.TooLarge, "", json.TokenStartIndex, detail);
                }

                open.Push(counts.Count);
                counts.Add(0);
            }
            else if (json.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                open.Pop();
            }
        }

        return counts;
    }

    private static byte[] Write(ReadOnlySpan<byte> utf8Json, List<int> counts)
    {
        using ScratchBuffer.Lease scratch = ScratchBuffer.Rent();
        PacketWriter writer = new(scratch.Buffer);
        int container = 0;
        Utf8JsonReader json = new(utf8Json, Options);
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.Null: writer.WriteNil(); break;
                case JsonTokenType.True: writer.WriteBoolean(true); break;
                case JsonTokenType.False: writer.WriteBoolean(false); break;
                case JsonTokenType.Number: WriteNumber(ref writer, ref json); break;
                case JsonTokenType.String or JsonTokenType.PropertyName: WriteText(ref writer, ref json); break;
                case JsonTokenType.StartArray: writer.WriteArrayHeader(counts[container++]); break;
                case JsonTokenType.StartObject: writer.WriteMapHeader(counts[container++]); break;
            }
        }

        writer.Flush();
        return scratch.Buffer.ToArray();
    }

    private static void WriteText(ref PacketWriter writer, ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            writer.WriteUtf8(json.ValueSpan);
            return;
        }

        try
        {
            writer.WriteString(json.GetString());
        }
        catch (InvalidOperationException exception)
        {
            throw NotUnicode(json.TokenStartIndex, exception);
        }
    }

    private static void WriteNumber(ref PacketWriter writer, ref Utf8JsonReader json)
    {
        ReadOnlySpan<byte> digits = json.ValueSpan;
        if (!digits.SequenceEqual("-0"u8) && json.TryGetInt64(out long number))
        {
            writer.WriteInt64(number);
        }
        else if (json.TryGetUInt64(out ulong large))
        {
            writer.WriteUInt64(large);
        }
        else
        {
            // Integers beyond 64 bits come as floats too: peers write 1e20 with all its digits.
            double value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (!double.IsFinite(value))
            {
                writer.Throw("a number of the JSON text is beyond what a 64-bit float holds; send it as a string");
            }

            writer.WriteDouble(value);
        }
    }

    /// <summary>Half of a surrogate pair: .NET strings and JSON escapes can hold it, UTF-8 cannot.</summary>
    private static PacketFormatException NotUnicode(long offset, Exception? cause = null) =>
        new(ErrorCodes.PayloadMismatch, "", offset, "the text holds half of a surrogate pair, which is no character", cause);
}
