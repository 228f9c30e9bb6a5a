using System.Buffers;
using System.Text.Json;

namespace PacketFlow.Protocol;

/// <summary>
/// Reads a packet of the JSON protocol into the fields of an atom: its strings and its payload, which becomes MessagePack, are written one
/// after the other to a buffer in which the fields are places.
/// </summary>
internal ref struct JsonPacket
{
    private const string Version = "1.0";

    private readonly IBufferWriter<byte> _bytes;
    private int _written;

    private JsonPacket(IBufferWriter<byte> bytes) => _bytes = bytes;

    /// <summary>Reads a packet.</summary>
    /// <param name="packet">The packet's text.</param>
    /// <param name="bytes">An empty buffer for what stands in it.</param>
    /// <param name="atom">The atom; what is wrong with it stands in its problem.</param>
    /// <param name="dependencies">The ids that it waits for, or null.</param>
    public static void Parse(ReadOnlySpan<byte> packet, IBufferWriter<byte> bytes, out AtomFields atom, out List<string>? dependencies)
    {
        atom = default;
        dependencies = null;
        var reader = new Utf8JsonReader(packet, JsonFrame.Options);
        if (packet.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            atom.Problem = "payload: expected a packet, an object with id, group, element and data";
            return;
        }

        var target = new JsonPacket(bytes);
        try
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                target.Member(packet, ref reader, ref atom, ref dependencies);
            }
        }
        catch (InvalidOperationException)
        {
            atom.Problem ??= "payload: a name or an id holds half of a surrogate pair, which is no character";
        }

        if (atom.Problem is null && (atom.Id.IsEmpty || atom.Group.IsEmpty || atom.Element.IsEmpty))
        {
            string missing = atom.Id.IsEmpty ? "id" : atom.Group.IsEmpty ? "group" : "element";
            atom.Problem = $"{missing}: a packet needs its id, group and element";
        }
    }

    private void Member(ReadOnlySpan<byte> packet, ref Utf8JsonReader reader, ref AtomFields atom, ref List<string>? dependencies)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            Text(ref reader, "id", ref atom.Id, ref atom);
        }
        else if (reader.ValueTextEquals("group"u8))
        {
            Text(ref reader, "group", ref atom.Group, ref atom);
        }
        else if (reader.ValueTextEquals("element"u8))
        {
            Text(ref reader, "element", ref atom.Element, ref atom);
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            Data(packet, ref reader, ref atom);
        }
        else if (reader.ValueTextEquals("priority"u8))
        {
            reader.Read();
            int priority = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : 0;
            Check(priority is >= 1 and <= 10, "priority: expected an integer from 1 to 10", ref reader, ref atom);
            atom.Priority = priority;
        }
        else if (reader.ValueTextEquals("timeout_ms"u8))
        {
            reader.Read();
            bool fits = Seconds(ref reader, out double seconds);
            Check(fits, "timeout_ms: expected milliseconds above zero", ref reader, ref atom);
            atom.TimeoutSeconds = fits ? seconds : 0;
        }
        else if (reader.ValueTextEquals("version"u8))
        {
            reader.Read();
            Check(reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Version), "version: this side speaks \"1.0\"", ref reader, ref atom);
        }
        else if (reader.ValueTextEquals("dependencies"u8))
        {
            Dependencies(ref reader, ref atom, ref dependencies);
        }
        else if (reader.ValueTextEquals("metadata"u8))
        {
            Metadata(ref reader, ref atom);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private void Data(ReadOnlySpan<byte> packet, ref Utf8JsonReader reader, ref AtomFields atom)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        try
        {
            byte[] messagePack = PacketCodec.FromJson(packet[start..(int)reader.BytesConsumed]);
            _bytes.Write(messagePack);
            atom.Payload = Take(messagePack.Length);
        }
        catch (PacketFormatException unfit)
        {
            atom.Problem ??= unfit.Path.Length == 0 ? $"data: {unfit.Message}" : $"data.{unfit.Message}";
            atom.ProblemCode ??= unfit.Code;
        }
    }

    private void Text(ref Utf8JsonReader reader, string name, ref Slice field, ref AtomFields atom)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            Check(false, $"{name}: expected a string", ref reader, ref atom);
            return;
        }

        try
        {
            Span<byte> target = _bytes.GetSpan(reader.ValueSpan.Length);
            int length = reader.CopyString(target);
            _bytes.Advance(length);
            field = Take(length);
        }
        catch (InvalidOperationException)
        {
            atom.Problem ??= $"{name}: holds half of a surrogate pair, which is no character";
        }
    }

    private void Metadata(ref Utf8JsonReader reader, ref AtomFields atom)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Check(reader.TokenType == JsonTokenType.Null, "metadata: expected an object", ref reader, ref atom);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("correlation_id"u8))
            {
                Text(ref reader, "metadata.correlation_id", ref atom.CorrelationId, ref atom);
            }
            else if (reader.ValueTextEquals("idempotency_key"u8))
            {
                Text(ref reader, "metadata.idempotency_key", ref atom.IdempotencyKey, ref atom);
            }
            else if (reader.ValueTextEquals("traceparent"u8))
            {
                Text(ref reader, "metadata.traceparent", ref atom.TraceParent, ref atom);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static void Dependencies(ref Utf8JsonReader reader, ref AtomFields atom, ref List<string>? dependencies)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Check(reader.TokenType == JsonTokenType.Null, "dependencies: expected an array of ids", ref reader, ref atom);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                (dependencies ??= []).Add(reader.GetString()!);
            }
            else
            {
                Check(false, "dependencies: expected an array of ids", ref reader, ref atom);
            }
        }
    }

    private static bool Seconds(ref Utf8JsonReader reader, out double seconds)
    {
        seconds = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double milliseconds) ? milliseconds / 1000 : 0;
        return seconds > 0 && double.IsFinite(seconds);
    }

    private static void Check(bool holds, string problem, ref Utf8JsonReader reader, ref AtomFields atom)
    {
        if (!holds)
        {
            atom.Problem ??= problem;
            reader.Skip();
        }
    }

    private Slice Take(int length)
    {
        var slice = new Slice(_written, length);
        _written += length;
        return slice;
    }
}
