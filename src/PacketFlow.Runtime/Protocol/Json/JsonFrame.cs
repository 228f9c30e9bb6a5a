using System.Text.Json;

namespace PacketFlow.Protocol;

/// <summary>A frame of the JSON protocol: <c>{type, seq, payload}</c>. Its payload is left as the text that it is.</summary>
internal readonly record struct JsonFrame(JsonFrameType Type, uint Sequence, Slice Payload)
{
    // Deeper than any frame can be: it is the transcoder that notices what is too deep, and fails the packet and not the connection.
    public static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>Reads a frame.</summary>
    /// <exception cref="PacketFlowException">It is none.</exception>
    public static JsonFrame Parse(ReadOnlySpan<byte> text)
    {
        JsonFrameType? type = null;
        uint sequence = 0;
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
                    reader.Read();
                    type = TypeOf(ref reader);
                }
                else if (reader.ValueTextEquals("seq"u8))
                {
                    reader.Read();
                    sequence = reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out uint number) ? number
                        : throw NoFrame("seq: expected an integer from 0 to 4294967295");
                }
                else if (reader.ValueTextEquals("payload"u8))
                {
                    reader.Read();
                    int start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    payload = new Slice(start, (int)reader.BytesConsumed - start);
                }
                else
                {
                    reader.Read();
                    reader.Skip();
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
            throw NoFrame("not JSON: half of a surrogate pair is no character");
        }

        return new JsonFrame(type ?? throw NoFrame("type: missing"), sequence, payload);
    }

    public static PacketFlowException NoFrame(string detail) => new(ErrorCodes.NotAMessage, ErrorCategory.Fatal, detail);

    private static JsonFrameType TypeOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? throw NoFrame("type: expected a string")
        : reader.ValueTextEquals("submit"u8) ? JsonFrameType.Submit
        : reader.ValueTextEquals("result"u8) ? JsonFrameType.Result
        : reader.ValueTextEquals("error"u8) ? JsonFrameType.Error
        : reader.ValueTextEquals("heartbeat"u8) ? JsonFrameType.Heartbeat
        : reader.ValueTextEquals("register"u8) ? JsonFrameType.Register
        : throw NoFrame("type: expected submit, result, error, heartbeat or register");
}
