using System.Text.Json;

namespace PacketFlow.MessagePack;

/// <summary>Protocol messages as three public encoders write them.</summary>
internal static class WireFrames
{
    public sealed record Message(string Name, string Json, IReadOnlyDictionary<string, byte[]> Encodings);

    public static readonly IReadOnlyList<Message> Messages = Load();

    private static List<Message> Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "conformance", "wire-frames.json")));
        return
        [
            .. document.RootElement.GetProperty("messages").EnumerateObject().Select(message => new Message(
                message.Name,
                message.Value.GetProperty("value").GetRawText(),
                message.Value.GetProperty("encodings").EnumerateObject()
                    .ToDictionary(each => each.Name, each => Convert.FromHexString(each.Value.GetString()!), StringComparer.Ordinal))),
        ];
    }
}
