using System.Text.Json;

namespace PacketFlow.MessagePack;

/// <summary>The public MessagePack test suite: 85 values with all their encodings.</summary>
internal static class ConformanceSuite
{
    public sealed record Case(string Kind, JsonElement Value, byte[][] Encodings);

    public static readonly IReadOnlyList<Case> Cases = Load();

    public static byte[] FromHex(string hex) => Convert.FromHexString(hex.Replace("-", "", StringComparison.Ordinal));

    private static List<Case> Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "conformance", "msgpack-test-suite.json")));
        List<Case> cases = [];
        foreach (JsonProperty file in document.RootElement.EnumerateObject())
        {
            foreach (JsonElement each in file.Value.EnumerateArray())
            {
                // "bignum" is the exact form of a "number" that stands beside it.
                JsonProperty value = each.EnumerateObject().Last(property => property.Name != "msgpack");
                byte[][] encodings = [.. each.GetProperty("msgpack").EnumerateArray().Select(hex => FromHex(hex.GetString()!))];
                cases.Add(new Case(value.Name, value.Value.Clone(), encodings));
            }
        }

        return cases;
    }
}
