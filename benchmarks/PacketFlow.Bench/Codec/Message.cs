using System.Text.Json.Serialization;

namespace PacketFlow.Bench;

/// <summary>The submit message of the protocol, for all three codecs: the generated one, the hand-written one and System.Text.Json's.</summary>
[PacketContract]
public sealed record Message(
    [property: JsonPropertyName("v")] int Version,
    [property: JsonPropertyName("t")] int Type,
    [property: JsonPropertyName("s")] uint Sequence,
    [property: JsonPropertyName("ts")] uint Timestamp,
    [property: JsonPropertyName("src")] int Source,
    [property: JsonPropertyName("dst")] int Destination,
    [property: JsonPropertyName("d")] AtomBody Atom)
{
    /// <summary>The message that the figures are for.</summary>
    public static Message Sample { get; } = new(
        1, 1, 12345, 1721980800, 1, 5, new AtomBody("a123", "df", "transform", new TransformBody(["a", "b", "c"], "uppercase"), 7, 30));
}

/// <summary>An atom.</summary>
public sealed record AtomBody(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("g")] string Group,
    [property: JsonPropertyName("e")] string Element,
    [property: JsonPropertyName("d")] TransformBody Data,
    [property: JsonPropertyName("p")] int Priority,
    [property: JsonPropertyName("t")] int Timeout);

/// <summary>The payload of df:transform.</summary>
public sealed record TransformBody(
    [property: JsonPropertyName("input")] string[] Input,
    [property: JsonPropertyName("op")] string Operation);

/// <summary>System.Text.Json's own generator's code for it.</summary>
[JsonSerializable(typeof(Message))]
internal sealed partial class MessageJson : JsonSerializerContext;
