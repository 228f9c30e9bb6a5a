using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PacketFlow.MessagePack;

/// <summary>MessagePack to JSON, structure for structure.</summary>
internal static class PacketToJson
{
    /// <summary>JSON peers keep integers as doubles: beyond this some are lost.</summary>
    private const ulong MaxExactInteger = 1ul << 53;

    /// <summary>Our JSON goes to JSON peers, never into a page: there is no need to escape what only HTML takes for its own.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly ArrayBufferWriter<byte> Nowhere = new();

    /// <summary>A thread keeps its writer: making one costs more than writing a small value.</summary>
    [ThreadStatic]
    private static Utf8JsonWriter? t_idle;

    public static string Convert(ReadOnlySpan<byte> messagePack)
    {
        using ScratchBuffer.Lease scratch = ScratchBuffer.Rent();
        PacketCodec.ToJson(messagePack, scratch.Buffer);
        return Encoding.UTF8.GetString(scratch.Buffer.WrittenSpan);
    }

    public static void Write(ReadOnlySpan<byte> messagePack, IBufferWriter<byte> output, int maxDepth = PacketReader.DefaultMaxDepth)
    {
        Utf8JsonWriter writer = t_idle ?? new Utf8JsonWriter(output, Options);
        t_idle = null;
        writer.Reset(output);
        try
        {
            Write(messagePack, writer, maxDepth);
            writer.Flush();
        }
        finally
        {
            // Lets go of the output, and of what a failure left behind.
            writer.Reset(Nowhere);
            t_idle = writer;
        }
    }

    public static void Write(ReadOnlySpan<byte> messagePack, Utf8JsonWriter output, int maxDepth = PacketReader.DefaultMaxDepth)
    {
        PacketReader reader = new(messagePack, maxDepth);
        WriteValue(ref reader, output, strict: true);
        reader.ThrowIfNotAtEnd();
    }

    /// <summary>For people: what JSON cannot carry is shown as a string.</summary>
    public static string Show(ReadOnlySpan<byte> validated)
    {
        ScratchBuffer buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            PacketReader reader = new(validated, PacketReader.MaxConfigurableDepth);
            WriteValue(ref reader, json, strict: false);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // Recursion ends at the reader's depth.
    private static void WriteValue(ref PacketReader reader, Utf8JsonWriter output, bool strict)
    {
        switch (reader.PeekKind())
        {
            case PacketKind.Nil:
                reader.Skip();
                output.WriteNullValue();
                break;
            case PacketKind.Boolean:
                output.WriteBooleanValue(reader.ReadBoolean());
                break;
            case PacketKind.Integer:
                WriteInteger(reader.ReadInteger(long.MinValue, ulong.MaxValue, "int"), output);
                break;
            case PacketKind.Float:
                WriteFloat(ref reader, output, strict);
                break;
            case PacketKind.String:
                output.WriteStringValue(ReadText(ref reader));
                break;
            case PacketKind.Binary:
                output.WriteBase64StringValue(reader.ReadBinary());
                break;
            case PacketKind.Timestamp:
                WriteTimestamp(ref reader, output, strict);
                break;
            case PacketKind.Array:
                WriteArray(ref reader, output, strict);
                break;
            case PacketKind.Map:
                WriteMap(ref reader, output, strict);
                break;
            default:
                WriteExtension(ref reader, output, strict);
                break;
        }
    }

    private static void WriteInteger(Int128 value, Utf8JsonWriter output)
    {
        if (Int128.Abs(value) > MaxExactInteger)
        {
            output.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            output.WriteNumberValue((long)value);
        }
    }

    private static void WriteFloat(ref PacketReader reader, Utf8JsonWriter output, bool strict)
    {
        int start = reader.Position;
        bool isNarrow = reader.PeekCode() == WireCode.Float32;
        double value = reader.ReadDouble();
        if (!double.IsFinite(value))
        {
            if (strict)
            {
                reader.Throw(start, "NaN and infinities have no form in JSON; send nil or a string");
            }

            output.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
        else if (isNarrow)
        {
            output.WriteNumberValue((float)value);
        }
        else
        {
            output.WriteNumberValue(value);
        }
    }

    private static void WriteTimestamp(ref PacketReader reader, Utf8JsonWriter output, bool strict)
    {
        int start = reader.Position;
        reader.ReadTimestamp(out long seconds, out uint nanoseconds);
        if (seconds is < WireTime.MinSeconds or > WireTime.MaxSeconds)
        {
            if (strict)
            {
                reader.Throw(start, "a timestamp outside the years 1 to 9999 has no form in JSON");
            }

            output.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"timestamp({seconds}, {nanoseconds})"));
            return;
        }

        output.WriteStringValue(WireTime.ToIso8601(seconds, nanoseconds));
    }

    private static void WriteArray(ref PacketReader reader, Utf8JsonWriter output, bool strict)
    {
        int count = reader.EnterArray();
        output.WriteStartArray();
        for (int i = 0; i < count; i++)
        {
            WriteValue(ref reader, output, strict);
        }

        output.WriteEndArray();
        reader.Leave();
    }

    private static void WriteMap(ref PacketReader reader, Utf8JsonWriter output, bool strict)
    {
        int start = reader.Position;
        int count = reader.EnterMap();
        int[]? rented = count > WireKeyComparer.MaxPairwise ? ArrayPool<int>.Shared.Rent(count) : null;
        Span<int> keys = (rented is null ? stackalloc int[WireKeyComparer.MaxPairwise] : rented)[..count];
        PacketKind kind = PacketKind.String;
        output.WriteStartObject();
        for (int i = 0; i < count; i++)
        {
            keys[i] = reader.Position - start;

            // 1 and "1" are two keys here and one in JSON.
            if (i == 0)
            {
                kind = reader.PeekKind();
            }
            else if (reader.PeekKind() != kind && strict)
            {
                reader.Throw(reader.Position, "a map with both string and integer keys has no form in JSON");
            }

            WriteKey(ref reader, output);
            WriteValue(ref reader, output, strict);
        }

        output.WriteEndObject();
        reader.Leave();
        ReadOnlySpan<byte> map = reader.Since(start);
        int duplicate = rented is null ? WireKeyComparer.FindPairwise(map, keys) : new WireKeyComparer(map.ToArray()).FindDuplicate(keys);
        if (duplicate >= 0)
        {
            reader.ThrowDuplicateKey(start + duplicate);
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static void WriteKey(ref PacketReader reader, Utf8JsonWriter output)
    {
        PacketKind kind = reader.PeekKind();
        if (kind == PacketKind.String)
        {
            output.WritePropertyName(ReadText(ref reader));
        }
        else if (kind == PacketKind.Integer)
        {
            output.WritePropertyName(reader.DescribeKey());
        }
        else
        {
            reader.Throw(reader.Position, $"expected string or int as a key, got {PacketReader.Name(kind)}");
        }
    }

    private static ReadOnlySpan<byte> ReadText(ref PacketReader reader)
    {
        int start = reader.Position;
        ReadOnlySpan<byte> text = reader.ReadUtf8();
        if (!Utf8.IsValid(text))
        {
            reader.ThrowNotUtf8(start);
        }

        return text;
    }

    private static void WriteExtension(ref PacketReader reader, Utf8JsonWriter output, bool strict)
    {
        int start = reader.Position;
        ReadOnlySpan<byte> content = reader.ReadExtension(out sbyte type);
        if (strict)
        {
            reader.Throw(start, "an extension has no form in JSON; send binary");
        }

        output.WriteStringValue($"ext({type.ToString(CultureInfo.InvariantCulture)}, {System.Convert.ToBase64String(content)})");
    }
}
