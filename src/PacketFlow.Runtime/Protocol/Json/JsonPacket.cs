using System.Buffers;
using System.Text.Json;

namespace PacketFlow.Protocol;

/// <summary>
/// Reads a packet of the JSON protocol into the fields of an atom, in one pass: its strings and its payload, which becomes MessagePack, are
/// written one after the other to a buffer in which the fields are places.
/// </summary>
/// <remarks>What is wrong with a packet stands in <see cref="AtomFields.Problem"/>, its place first, and the rest is read all the same: the
/// answer needs the id, wherever it stands.</remarks>
internal ref partial struct JsonPacket
{
    private readonly IBufferWriter<byte> _bytes;
    private readonly int _maxDepth;
    private int _written;
    private int _seen;
    private List<string>? _dependencies;

    private JsonPacket(IBufferWriter<byte> bytes, int maxDepth) => (_bytes, _maxDepth) = (bytes, maxDepth);

    /// <summary>Reads a packet.</summary>
    /// <param name="packet">The packet's text, known to be JSON.</param>
    /// <param name="bytes">An empty buffer for what stands in it.</param>
    /// <param name="maxDepth">How deep its data may be nested.</param>
    /// <param name="atom">The atom; what is wrong with it stands in its problem.</param>
    /// <param name="dependencies">The ids that it waits for, or null.</param>
    public static void Parse(ReadOnlySpan<byte> packet, IBufferWriter<byte> bytes, int maxDepth, out AtomFields atom, out List<string>? dependencies)
    {
        atom = default;
        var target = new JsonPacket(bytes, maxDepth);
        var reader = new Utf8JsonReader(packet, JsonFrame.Options);
        if (packet.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            atom.Problem = "payload: expected a packet, an object with id, group, element and data";
        }
        else
        {
            target.Members(ref reader, ref atom);
        }

        dependencies = target._dependencies;
        if (atom.Problem is null && (atom.Id.IsEmpty || atom.Group.IsEmpty || atom.Element.IsEmpty))
        {
            string missing = atom.Id.IsEmpty ? "id" : atom.Group.IsEmpty ? "group" : "element";
            atom.Problem = $"{missing}: a packet needs its id, group and element";
        }
    }

    private void Members(ref Utf8JsonReader reader, ref AtomFields atom)
    {
        try
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                Member(JsonPacketKeys.OfPacket(ref reader), ref reader, ref atom);
            }
        }
        catch (InvalidOperationException)
        {
            atom.Problem ??= "payload: a name or an id holds half of a surrogate pair, which is no character";
        }
    }

    private void Metadata(ref Utf8JsonReader reader, ref AtomFields atom)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Member(JsonPacketKeys.OfMetadata(ref reader), ref reader, ref atom);
        }
    }

    private void Member(JsonPacketKey key, ref Utf8JsonReader reader, ref AtomFields atom)
    {
        reader.Read();
        if (key == JsonPacketKey.Unknown)
        {
            SkipUnknown(ref reader, ref atom);
        }
        else if ((_seen & (1 << (int)key)) != 0)
        {
            Wrong(key, "duplicate key; send it once", ref reader, ref atom);
        }
        else
        {
            _seen |= 1 << (int)key;
            Value(key, ref reader, ref atom);
        }
    }

    private void Value(JsonPacketKey key, ref Utf8JsonReader reader, ref AtomFields atom)
    {
        switch (key)
        {
            case JsonPacketKey.Id: Text(key, ref reader, ref atom.Id, ref atom); break;
            case JsonPacketKey.Group: Text(key, ref reader, ref atom.Group, ref atom); break;
            case JsonPacketKey.Element: Text(key, ref reader, ref atom.Element, ref atom); break;
            case JsonPacketKey.Data: Data(ref reader, ref atom); break;
            case JsonPacketKey.Version: Version(ref reader, ref atom); break;

            // What a struct does not say, some encoders write as null.
            case var _ when reader.TokenType == JsonTokenType.Null: break;
            case JsonPacketKey.Priority: Priority(ref reader, ref atom); break;
            case JsonPacketKey.Timeout: Timeout(ref reader, ref atom); break;
            case JsonPacketKey.CorrelationId: Text(key, ref reader, ref atom.CorrelationId, ref atom); break;
            case JsonPacketKey.IdempotencyKey: Text(key, ref reader, ref atom.IdempotencyKey, ref atom); break;
            case JsonPacketKey.RoutingKey: Text(key, ref reader, ref atom.RoutingKey, ref atom); break;
            case JsonPacketKey.TraceParent: Text(key, ref reader, ref atom.TraceParent, ref atom); break;
            case JsonPacketKey.Dependencies when reader.TokenType == JsonTokenType.StartArray: Dependencies(ref reader, ref atom); break;
            case JsonPacketKey.Metadata when reader.TokenType == JsonTokenType.StartObject: Metadata(ref reader, ref atom); break;
            default: Wrong(key, key == JsonPacketKey.Metadata ? "expected an object" : "expected an array of ids", ref reader, ref atom); break;
        }
    }
}
