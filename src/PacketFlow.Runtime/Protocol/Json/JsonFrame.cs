using System.Text.Json;

namespace PacketFlow.Protocol;

/// <summary>A frame of the JSON protocol: <c>{type, seq, payload}</c>. Its payload is left as the text that it is.</summary>
internal readonly record struct JsonFrame(JsonFrameType Type, uint Sequence, Slice Payload)
{
    /// <summary>Without a limit of depth: who takes the values apart notices it, and can still tell whose value it was.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>Reads a frame.</summary>
    /// <exception cref="PacketFlowException">It is none.</exception>
    public static JsonFrame Parse(ReadOnlySpan<byte> text)
    {
        JsonFrameType? type = null;
        uint? sequence = null;
        Slice payload = default;
        try
        {
            var reader = new Utf8JsonReader(text, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw NoFrame("expected an object with type, seq and payload");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("type"u8))
                {
                    Once("type", type is null);
                    reader.Read();
                    type = TypeOf(ref reader);
                }
                else if (reader.ValueTextEquals("seq"u8))
                {
                    Once("seq", sequence is null);
                    reader.Read();
                    sequence = SequenceOf(ref reader);
                }
                else if (reader.ValueTextEquals("payload"u8))
                {
                    Once("payload", payload.IsEmpty);
                    payload = PlaceOfValue(ref reader);
                }
                else
                {
                    PlaceOfValue(ref reader);
                }
            }

            if (reader.Read())
            {
                throw NoFrame("more text after the frame");
            }
        }
        catch (JsonException broken)
        {
            throw NoFrame("not JSON: " + broken.Message);
        }
        catch (InvalidOperationException)
        {
            throw NoFrame("a key or a type holds half of a surrogate pair, which is no character");
        }

        return new JsonFrame(type ?? throw NoFrame("type: missing"), sequence ?? 0, payload);
    }

    /// <summary>Passes over the value that comes next.</summary>
    public static Slice PlaceOfValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new Slice(start, (int)reader.BytesConsumed - start);
    }

    private static PacketFlowException NoFrame(string detail) => new(ErrorCodes.NotAMessage, ErrorCategory.Fatal, detail);

    private static void Once(string key, bool isFirst)
    {
        if (!isFirst)
        {
            throw NoFrame($"{key}: duplicate key; send it once");
        }
    }

    private static uint SequenceOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out uint number) ? number
        : throw NoFrame("seq: expected an integer from 0 to 4294967295");

    private static JsonFrameType TypeOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? throw NoFrame("type: expected a string")
        : reader.ValueTextEquals("submit"u8) ? JsonFrameType.Submit
        : reader.ValueTextEquals("result"u8) ? JsonFrameType.Result
        : reader.ValueTextEquals("error"u8) ? JsonFrameType.Error
        : reader.ValueTextEquals("heartbeat"u8) ? JsonFrameType.Heartbeat
        : reader.ValueTextEquals("register"u8) ? JsonFrameType.Register
        : throw NoFrame("type: expected submit, result, error, heartbeat or register");
}
