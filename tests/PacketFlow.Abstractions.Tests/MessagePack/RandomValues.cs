using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PacketFlow.MessagePack;

/// <summary>Random values, each as our encoding and as a description that other languages build it from.</summary>
internal sealed class RandomValues(int seed, bool javaScript, bool wideIntegers)
{
    private static readonly string[] Letters = ["a", "Z", "0", " ", "\"", "\\", "\n", "\0", "é", "ж", "汉", "🍺"];
    private readonly Random _random = new(seed);

    public (byte[] Bytes, string Description) Next()
    {
        ArrayBufferWriter<byte> bytes = new();
        ArrayBufferWriter<byte> text = new();
        PacketWriter writer = new(bytes);
        using (Utf8JsonWriter json = new(text))
        {
            Write(ref writer, json, depth: 0);
        }

        writer.Flush();
        return (bytes.WrittenSpan.ToArray(), Encoding.UTF8.GetString(text.WrittenSpan));
    }

    private void Write(ref PacketWriter writer, Utf8JsonWriter json, int depth)
    {
        json.WriteStartArray();
        switch (_random.Next(depth < 4 ? 9 : 7))
        {
            case 0: WriteNil(ref writer, json); break;
            case 1: WriteBoolean(ref writer, json); break;
            case 2: WriteInteger(ref writer, json); break;
            case 3: WriteFloat(ref writer, json); break;
            case 4: WriteString(ref writer, json); break;
            case 5: WriteBinary(ref writer, json); break;
            case 6: WriteTime(ref writer, json); break;
            case 7: WriteArray(ref writer, json, depth); break;
            default: WriteMap(ref writer, json, depth); break;
        }

        json.WriteEndArray();
    }

    private static void WriteNil(ref PacketWriter writer, Utf8JsonWriter json)
    {
        json.WriteStringValue("nil");
        json.WriteNullValue();
        writer.WriteNil();
    }

    private void WriteBoolean(ref PacketWriter writer, Utf8JsonWriter json)
    {
        bool value = _random.Next(2) == 0;
        json.WriteStringValue("bool");
        json.WriteBooleanValue(value);
        writer.WriteBoolean(value);
    }

    private void WriteInteger(ref PacketWriter writer, Utf8JsonWriter json)
    {
        // Every width as often as any other, and its edges often.
        ulong magnitude = (ulong)_random.NextInt64() * 2 >> _random.Next(wideIntegers ? 0 : 12, 64);
        magnitude = _random.Next(4) == 0 ? System.Numerics.BitOperations.RoundUpToPowerOf2(magnitude / 2) : magnitude;
        json.WriteStringValue("int");
        if (_random.Next(2) == 0 && magnitude <= long.MaxValue)
        {
            long value = -(long)magnitude;
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
            writer.WriteInt64(value);
        }
        else
        {
            json.WriteStringValue(magnitude.ToString(CultureInfo.InvariantCulture));
            writer.WriteUInt64(magnitude);
        }
    }

    private void WriteFloat(ref PacketWriter writer, Utf8JsonWriter json)
    {
        double value = _random.Next(5) switch
        {
            0 => BitConverter.Int64BitsToDouble(_random.NextInt64() ^ ((long)_random.Next(2) << 63)),
            1 => double.NaN,
            2 => double.NegativeInfinity,
            3 => (float)_random.NextDouble(),
            _ => (_random.NextDouble() - 0.5) * 1e6,
        };

        // JavaScript has one kind of number: 2.0 would come back as an integer.
        value = javaScript && Math.Truncate(value) == value ? 0.5 : value;
        json.WriteStringValue("float");
        json.WriteStringValue(BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture));
        if ((float)value == value)
        {
            writer.WriteSingle((float)value);
        }
        else
        {
            writer.WriteDouble(value);
        }
    }

    private void WriteString(ref PacketWriter writer, Utf8JsonWriter json)
    {
        string value = Text(Length());
        json.WriteStringValue("string");
        json.WriteStringValue(value);
        writer.WriteString(value);
    }

    private void WriteBinary(ref PacketWriter writer, Utf8JsonWriter json)
    {
        byte[] value = new byte[Length()];
        _random.NextBytes(value);
        json.WriteStringValue("binary");
        json.WriteStringValue(Convert.ToHexString(value));
        writer.WriteBinary(value);
    }

    private void WriteTime(ref PacketWriter writer, Utf8JsonWriter json)
    {
        long milliseconds = _random.NextInt64(1L << _random.Next(1, 45)) * (_random.Next(4) == 0 ? 1000 : 1) % (1L << 45);
        json.WriteStringValue("time");
        json.WriteNumberValue(milliseconds);
        writer.WriteTimestamp(DateTime.UnixEpoch.AddMilliseconds(milliseconds));
    }

    private void WriteArray(ref PacketWriter writer, Utf8JsonWriter json, int depth)
    {
        int count = _random.Next(20);
        json.WriteStringValue("array");
        json.WriteStartArray();
        writer.WriteArrayHeader(count);
        for (int i = 0; i < count; i++)
        {
            Write(ref writer, json, depth + 1);
        }

        json.WriteEndArray();
    }

    private void WriteMap(ref PacketWriter writer, Utf8JsonWriter json, int depth)
    {
        int count = _random.Next(20);
        json.WriteStringValue("map");
        json.WriteStartArray();
        writer.WriteMapHeader(count);
        for (int i = 0; i < count; i++)
        {
            string key = Text(_random.Next(5)) + i.ToString(CultureInfo.InvariantCulture);
            json.WriteStartArray();
            json.WriteStringValue(key);
            writer.WriteString(key);
            Write(ref writer, json, depth + 1);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private int Length() => _random.Next(50) == 0 ? _random.Next(70_000) : _random.Next(300) >> _random.Next(8);

    private string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Letters[_random.Next(Letters.Length)]));
}
