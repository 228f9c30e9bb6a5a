using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Protocol;

/// <summary>Messages as public encoders write them, and in every order of their keys.</summary>
public class WireFramesTests
{
    private static readonly JsonObject Messages = JsonNode.Parse(File.ReadAllText(Path.Combine(
        typeof(WireFramesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!,
        "tests", "conformance", "wire-frames.json")))!["messages"]!.AsObject();

    public static TheoryData<string, string> Frames => [.. Messages.SelectMany(static message =>
        message.Value!["encodings"]!.AsObject().Select(encoding => (message.Key, encoding.Key)))];

    [Theory]
    [MemberData(nameof(Frames))]
    public void Parse_frame_of_a_public_encoder_gives_its_fields(string message, string encoder)
    {
        JsonNode value = Messages[message]!["value"]!;
        byte[] bytes = Convert.FromHexString((string)Messages[message]!["encodings"]![encoder]!);

        MessageParser.Parse(bytes, 64, out MessageFields fields).ShouldBe(bytes.Length);

        ((int)fields.Type).ShouldBe((int)value["t"]!);
        fields.Sequence.ShouldBe((uint?)value["s"] ?? 0);
        fields.Source.ShouldBe((ushort?)value["src"] ?? 0);
        fields.Destination.ShouldBe((ushort?)value["dst"] ?? 0);
        fields.Atom.TtlSeconds.ShouldBe((double?)value["ttl"] ?? 0);
        Text(bytes, fields.Atom.CorrelationId).ShouldBe((string?)value["cid"] ?? "");
        if (fields.Type == MessageType.Submit)
        {
            ShouldBeAtom(bytes, fields.Atom, value["d"]!);
        }
        else
        {
            JsonNode data = (fields.Type == MessageType.BatchSubmit ? value["atoms"] ?? value["d"]!["atoms"] : value["d"])!;
            JsonNode.DeepEquals(JsonNode.Parse(PacketCodec.ToJson(fields.Data.In(bytes))), data).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("v t s d p cid")]
    [InlineData("d t s v p cid")]
    [InlineData("cid p d s t v")]
    [InlineData("t p d cid s v")]
    [InlineData("s d v t cid p")]
    [InlineData("t d")]
    [InlineData("d t")]
    public void Parse_keys_in_any_order_gives_the_same_atom(string order)
    {
        var parts = new Dictionary<string, string>
        {
            ["v"] = "1", ["t"] = "1", ["s"] = "7", ["p"] = "9", ["cid"] = "\"c\"", ["d"] = """{"d":[1,2],"e":"echo","x":{"y":1},"id":"a","g":"df","t":2.5,"k":"key","n":3}""",
        };
        string[] keys = order.Split(' ');
        byte[] bytes = PacketCodec.FromJson("{" + string.Join(',', keys.Select(key => $"\"{key}\":{parts[key]}")) + "}");

        MessageParser.Parse(bytes, 64, out MessageFields fields);

        fields.Sequence.ShouldBe(keys.Contains("s") ? 7u : 0u);
        fields.Atom.Priority.ShouldBe(keys.Contains("p") ? 9 : 0);
        Text(bytes, fields.Atom.CorrelationId).ShouldBe(keys.Contains("cid") ? "c" : "");
        (Text(bytes, fields.Atom.Id), Text(bytes, fields.Atom.Group), Text(bytes, fields.Atom.Element), Text(bytes, fields.Atom.IdempotencyKey))
            .ShouldBe(("a", "df", "echo", "key"));
        (fields.Atom.TimeoutSeconds, fields.Atom.Attempt, fields.Atom.Problem).ShouldBe((2.5, 3, null));
        PacketCodec.ToJson(fields.Atom.Payload.In(bytes)).ShouldBe("[1,2]");
    }

    [Theory]
    [InlineData("""{"t":1,"p":3,"d":{"id":"a","g":"df","e":"echo","p":8}}""")]
    [InlineData("""{"t":1,"d":{"id":"a","g":"df","e":"echo","p":8},"p":3}""")]
    [InlineData("""{"d":{"id":"a","g":"df","e":"echo","p":8},"p":3,"t":1}""")]
    public void Parse_priority_of_the_atom_wins_over_the_messages(string json)
    {
        MessageParser.Parse(PacketCodec.FromJson(json), 64, out MessageFields fields);

        fields.Atom.Priority.ShouldBe(8);
    }

    [Fact]
    public void Parse_frame_cut_anywhere_is_no_message()
    {
        byte[] bytes = PacketCodec.FromJson("""{"v":1,"t":1,"s":70000,"d":{"id":"abc","g":"df","e":"echo","d":[1,2.5,"x"],"p":8},"cid":"c","ttl":3}""");

        for (int length = 0; length < bytes.Length; length++)
        {
            int cut = length;
            Should.Throw<PacketFormatException>(() => MessageParser.Parse(bytes.AsSpan(0, cut), 64, out _), $"cut at {cut}");
        }
    }

    private static void ShouldBeAtom(byte[] bytes, in AtomFields atom, JsonNode value)
    {
        atom.Problem.ShouldBeNull();
        (Text(bytes, atom.Id), Text(bytes, atom.Group), Text(bytes, atom.Element)).ShouldBe(((string)value["id"]!, (string)value["g"]!, (string)value["e"]!));
        atom.Priority.ShouldBe((int?)value["p"] ?? 0);
        atom.TimeoutSeconds.ShouldBe((double?)value["t"] ?? 0);
        JsonNode.DeepEquals(JsonNode.Parse(PacketCodec.ToJson(atom.Payload.In(bytes))), value["d"]).ShouldBeTrue();
    }

    private static string Text(byte[] bytes, Slice slice) => Encoding.UTF8.GetString(slice.In(bytes));
}
