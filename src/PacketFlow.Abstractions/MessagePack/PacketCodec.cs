using System.Buffers;
using System.Text.Json;
using PacketFlow.MessagePack;

namespace PacketFlow;

/// <summary>Payloads to MessagePack and back, and MessagePack to JSON and back.</summary>
public static class PacketCodec
{
    /// <summary>Writes a value as MessagePack.</summary>
    public static byte[] Serialize<T>(T value)
    {
        using ScratchBuffer.Lease scratch = ScratchBuffer.Rent();
        Serialize(scratch.Buffer, value);
        return scratch.Buffer.ToArray();
    }

    /// <summary>Writes a value as MessagePack.</summary>
    public static void Serialize<T>(IBufferWriter<byte> output, T value) => Serialize(output, value, Formatter<T>.Default);

    /// <summary>Writes a value as MessagePack, as a formatter other than the type's own does.</summary>
    public static void Serialize<T>(IBufferWriter<byte> output, T value, Formatter<T> formatter)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(formatter);
        PacketWriter writer = new(output);
        formatter.Write(ref writer, value);
        writer.Flush();
    }

    /// <summary>Reads the only value in some bytes.</summary>
    /// <exception cref="PacketFormatException">They are not one such value.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> messagePack) => Deserialize(messagePack, Formatter<T>.Default);

    /// <summary>Reads the only value in some bytes, as a formatter other than the type's own does.</summary>
    /// <exception cref="PacketFormatException">They are not one such value.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> messagePack, Formatter<T> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        PacketReader reader = new(messagePack);
        return ReadOnly(ref reader, formatter);
    }

    /// <summary>Reads the only value in some bytes.</summary>
    /// <exception cref="PacketFormatException">They are not one such value.</exception>
    public static T Deserialize<T>(in ReadOnlySequence<byte> messagePack)
    {
        PacketReader reader = new(messagePack);
        return ReadOnly(ref reader, Formatter<T>.Default);
    }

    /// <summary>
    /// Writes MessagePack as JSON, structure for structure: binary as base64, a timestamp as ISO 8601, an integer beyond 2^53 as a
    /// string.
    /// </summary>
    /// <exception cref="PacketFormatException">The bytes are not one well-formed value, or hold what JSON cannot carry.</exception>
    public static string ToJson(ReadOnlySpan<byte> messagePack) => PacketToJson.Convert(messagePack);

    /// <summary>Writes MessagePack as JSON, as <see cref="ToJson(ReadOnlySpan{byte})"/> does, as UTF-8.</summary>
    /// <exception cref="PacketFormatException">The bytes are not one well-formed value, or hold what JSON cannot carry.</exception>
    public static void ToJson(ReadOnlySpan<byte> messagePack, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        PacketToJson.Write(messagePack, output);
    }

    /// <summary>Writes MessagePack as the next value of a JSON document, as <see cref="ToJson(ReadOnlySpan{byte})"/> does.</summary>
    /// <exception cref="PacketFormatException">The bytes are not one well-formed value, or hold what JSON cannot carry.</exception>
    public static void ToJson(ReadOnlySpan<byte> messagePack, Utf8JsonWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        PacketToJson.Write(messagePack, output);
    }

    /// <summary>Writes JSON as MessagePack, structure for structure.</summary>
    /// <exception cref="PacketFormatException">The text is not one JSON value, has a key twice, or a number that no float holds.</exception>
    public static byte[] FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonToPacket.Convert(json);
    }

    /// <summary>Writes JSON as MessagePack, structure for structure.</summary>
    /// <exception cref="PacketFormatException">The text is not one JSON value, has a key twice, or a number that no float holds.</exception>
    public static byte[] FromJson(ReadOnlySpan<byte> utf8Json) => JsonToPacket.Convert(utf8Json);

    private static T ReadOnly<T>(ref PacketReader reader, Formatter<T> formatter)
    {
        T value = formatter.Read(ref reader);
        reader.ThrowIfNotAtEnd();
        return value;
    }
}
