namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>What generated code says to input that does not fit: the code, and the path to the place.</summary>
public sealed class HostileInputTests
{
    private const string Types = """
        [PacketContract] public record Root(string Id, int Count, Line[] Lines, Dictionary<string, Kind> Kinds, Inner? Inner = null);
        public record Line(string Sku, double Price);
        public record Inner(bool Yes, Inner? Next = null);
        public enum Kind { Red, Blue }
        """;

    [Fact]
    public void Wrong_value_is_refused_at_its_path() => Payloads.ShouldRefuse(
        Types,
        ("""{"id":null,"count":1,"lines":[],"kinds":{}}""", "id: expected string, got nil"),
        ("""{"id":1,"count":1,"lines":[],"kinds":{}}""", "id: expected string, got int"),
        ("""{"id":"a","count":"x","lines":[],"kinds":{}}""", "count: expected int32, got another string"),
        ("""{"id":"a","count":3000000000,"lines":[],"kinds":{}}""", "count: expected int32, got a number out of its range"),
        ("""{"id":"a","count":1.5,"lines":[],"kinds":{}}""", "count: expected int32, got float that is no integer"),
        ("""{"id":"a","count":1,"lines":null,"kinds":{}}""", "lines: expected array, got nil"),
        ("""{"id":"a","count":1,"lines":{},"kinds":{}}""", "lines: expected array, got map"),
        ("""{"id":"a","count":1,"lines":[null],"kinds":{}}""", "lines[0]: expected map, got nil"),
        ("""{"id":"a","count":1,"lines":[{"sku":"x","price":1},{"sku":"y"}],"kinds":{}}""", "lines[1]: required member 'price' is missing"),
        ("""{"id":"a","count":1,"lines":[{"sku":"x","price":true}],"kinds":{}}""", "lines[0].price: expected float, got bool"),
        ("""{"id":"a","count":1,"lines":[],"kinds":{"k":"green"}}""", "kinds.k: expected red or blue, got another string"),
        ("""{"id":"a","count":1,"lines":[],"kinds":{},"inner":{"yes":true,"next":{"yes":0}}}""", "inner.next.yes: expected bool, got int"),
        ("[]", "expected map, got array"),
        ("null", "expected map, got nil"));

    [Fact]
    public void Key_that_comes_twice_is_refused() => Payloads.Run(
        "[PacketContract] public record Root(Inner I); public record Inner(int A);",
        """
        Throws([0x81, 0xA1, (byte)'i', 0x82, 0xA1, (byte)'a', 1, 0xA1, (byte)'a', 2])
        """,
        """
        static string Throws(byte[] bytes)
        {
            try { PacketCodec.Deserialize<Root>(bytes); return "read"; }
            catch (PacketFormatException e) { return e.Code + " " + e.Message; }
        }
        """).ShouldBe("PF003 i.a: duplicate key 'a'; send it once");

    [Theory]
    [InlineData("[0x82, 0xA1, (byte)'b', 2, 0xA1, (byte)'a', 1]")]
    [InlineData("[0xDE, 0, 2, 0xA1, (byte)'a', 1, 0xA1, (byte)'b', 2]")]
    [InlineData("[0xDF, 0, 0, 0, 2, 0xD9, 1, (byte)'a', 1, 0xDA, 0, 1, (byte)'b', 0xCD, 0, 2]")]
    [InlineData("[0x82, 0xDB, 0, 0, 0, 1, (byte)'a', 0xD3, 0, 0, 0, 0, 0, 0, 0, 1, 0xA1, (byte)'b', 0xCB, 0x40, 0, 0, 0, 0, 0, 0, 0]")]
    [InlineData("[0x84, 7, 7, 0xC0, 0x81, 1, 2, 0xA1, (byte)'a', 1, 0xA1, (byte)'b', 2]")]
    [InlineData("[0x83, 0xA1, (byte)'A', 0xC0, 0xA1, (byte)'a', 1, 0xA1, (byte)'b', 2]")]
    public void Other_encoders_forms_are_read(string bytes) => Payloads.Run(
        "[PacketContract] public record Root(int A, int B);", $"PacketCodec.Deserialize<Root>({bytes}).ToString()")
        .ShouldBe("Root { A = 1, B = 2 }");

    [Fact]
    public void Truncation_at_every_byte_is_refused_with_a_typed_error() => Payloads.Run(
        Types,
        """
        Cut(PacketCodec.Serialize(new Root("a", 70000, [new("x", 1.5)], new() { ["k"] = Kind.Red }, new(true, new(false)))))
        """,
        """
        static string Cut(byte[] bytes)
        {
            int refused = 0;
            for (int length = 0; length < bytes.Length; length++)
            {
                try { PacketCodec.Deserialize<Root>(bytes.AsSpan(0, length)); }
                catch (PacketFormatException) { refused++; }
            }
            return (bytes.Length - refused).ToString();
        }
        """).ShouldBe("0");

    [Fact]
    public void Graph_that_refers_to_itself_ends_in_a_typed_error() => Payloads.Run(
        "[PacketContract] public class Root { public Root? Next { get; set; } public List<Root> All { get; set; } = []; }",
        """
        Loop()
        """,
        """
        static string Loop()
        {
            var root = new Root(); root.All.Add(root);
            try { PacketCodec.Serialize(root); return "written"; }
            catch (PacketFormatException e) { return e.Code; }
        }
        """).ShouldBe("PF413");

    [Fact]
    public void Depth_of_input_is_limited() => Payloads.Run(
        "[PacketContract] public record Root(Root? Next, int Id = 0);",
        """
        Deep()
        """,
        """
        static string Deep()
        {
            byte[] level = [0x81, 0xA4, (byte)'n', (byte)'e', (byte)'x', (byte)'t'];
            byte[] bytes = [.. Enumerable.Repeat(level, 100_000).SelectMany(static one => one), 0xC0];
            try { PacketCodec.Deserialize<Root>(bytes); return "read"; }
            catch (PacketFormatException e) { return e.Code; }
        }
        """).ShouldBe("PF413");
}
