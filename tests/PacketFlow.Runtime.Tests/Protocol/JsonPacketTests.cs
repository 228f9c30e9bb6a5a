using System.Text;
using PacketFlow.Reactor;

namespace PacketFlow.Protocol;

public class JsonPacketTests
{
    [Fact]
    public void Packet_gives_all_its_fields()
    {
        Parsed packet = Parse("""
            {"version":"1.0","id":"a1","group":"df","element":"transform","data":{"input":["x","é"],"op":"uppercase"},"priority":7,"timeout_ms":1500,
             "dependencies":["p1","p2"],"metadata":{"correlation_id":"c1","idempotency_key":"k1","routing_key":"r1","traceparent":"00-t","custom":{"deep":[1]}},"unknown":[{}]}
            """);

        packet.Problem.ShouldBeNull();
        packet.Id.ShouldBe("a1");
        packet.Group.ShouldBe("df");
        packet.Element.ShouldBe("transform");
        packet.Data.ShouldBe("""{"input":["x","é"],"op":"uppercase"}""");
        packet.Atom.Priority.ShouldBe(7);
        packet.Atom.TimeoutSeconds.ShouldBe(1.5);
        packet.Dependencies.ShouldBe(["p1", "p2"]);
        packet.Text(packet.Atom.CorrelationId).ShouldBe("c1");
        packet.Text(packet.Atom.IdempotencyKey).ShouldBe("k1");
        packet.Text(packet.Atom.RoutingKey).ShouldBe("r1");
        packet.Text(packet.Atom.TraceParent).ShouldBe("00-t");
    }

    [Fact]
    public void Packet_of_the_least_says_nothing_more()
    {
        Parsed packet = Parse("""{"element":"ping","group":"cf","id":"a"}""");

        packet.Problem.ShouldBeNull();
        packet.Atom.Payload.IsEmpty.ShouldBeTrue();
        packet.Atom.Priority.ShouldBe(0);
        packet.Atom.TimeoutSeconds.ShouldBe(0);
        packet.Dependencies.ShouldBeNull();
    }

    [Fact]
    public void Null_is_what_a_struct_does_not_say()
    {
        Parsed packet = Parse("""{"id":"a","group":"cf","element":"ping","data":null,"priority":null,"timeout_ms":null,"dependencies":null,"metadata":null}""");

        packet.Problem.ShouldBeNull();
        packet.Data.ShouldBe("null");
    }

    [Theory]
    [InlineData("""{"version":"2.0",BASE}""", "version: this side speaks \"1.0\"")]
    [InlineData("""{"version":1,BASE}""", "version: this side speaks \"1.0\"")]
    [InlineData("""{BASE,"priority":0}""", "priority: expected an integer from 1 to 10")]
    [InlineData("""{BASE,"priority":11}""", "priority: expected an integer from 1 to 10")]
    [InlineData("""{BASE,"priority":5.5}""", "priority: expected an integer from 1 to 10")]
    [InlineData("""{BASE,"priority":1e99}""", "priority: expected an integer from 1 to 10")]
    [InlineData("""{BASE,"priority":"5"}""", "priority: expected an integer from 1 to 10")]
    [InlineData("""{BASE,"priority":[5]}""", "priority: expected an integer from 1 to 10")]
    [InlineData("""{BASE,"timeout_ms":0}""", "timeout_ms: expected milliseconds above zero")]
    [InlineData("""{BASE,"timeout_ms":-1}""", "timeout_ms: expected milliseconds above zero")]
    [InlineData("""{BASE,"timeout_ms":1e9999}""", "timeout_ms: expected milliseconds above zero")]
    [InlineData("""{BASE,"timeout_ms":{}}""", "timeout_ms: expected milliseconds above zero")]
    [InlineData("""{BASE,"dependencies":"x"}""", "dependencies: expected an array of ids")]
    [InlineData("""{BASE,"dependencies":["x",1]}""", "dependencies: expected an array of ids")]
    [InlineData("""{BASE,"dependencies":[["x"]]}""", "dependencies: expected an array of ids")]
    [InlineData("""{BASE,"metadata":[]}""", "metadata: expected an object")]
    [InlineData("""{BASE,"metadata":{"correlation_id":1}}""", "metadata.correlation_id: expected a string")]
    [InlineData("""{BASE,"metadata":{"idempotency_key":{}}}""", "metadata.idempotency_key: expected a string")]
    [InlineData("""{BASE,"metadata":{"correlation_id":"a","correlation_id":"a"}}""", "metadata.correlation_id: duplicate key; send it once")]
    [InlineData("""{BASE,"id":"b"}""", "id: duplicate key; send it once")]
    [InlineData("""{BASE,"i\u0064":"b"}""", "id: duplicate key; send it once")]
    [InlineData("""{"data":1,BASE,"data":[2]}""", "data: duplicate key; send it once")]
    [InlineData("""{BASE,"metadata":{},"metadata":{}}""", "metadata: duplicate key; send it once")]
    [InlineData("""{BASE,"data":{"a":1,"a":2}}""", "data.a: duplicate key 'a'; send it once")]
    [InlineData("""{BASE,"data":[0,{"a":1,"\u0061":2}]}""", "data[1].a: duplicate key 'a'; send it once")]
    [InlineData("""{BASE,"data":{"n":[1e9999]}}""", "data.n[0]: a number of the JSON text is beyond what a 64-bit float holds; send it as a string")]
    [InlineData("""{BASE,"data":{"s":"\ud800"}}""", "data.s: the text holds half of a surrogate pair, or bytes that are not UTF-8")]
    [InlineData("""{BASE,"data":"\udc00x"}""", "data: the text holds half of a surrogate pair, or bytes that are not UTF-8")]
    [InlineData("""{BASE,"\ud800":1}""", "payload: a name or an id holds half of a surrogate pair, which is no character")]
    [InlineData("""{BASE,"dependencies":["\ud800"]}""", "payload: a name or an id holds half of a surrogate pair, which is no character")]
    [InlineData("""{BASE,"metadata":{"correlation_id":"\ud800"}}""", "metadata.correlation_id: holds half of a surrogate pair, or bytes that are not UTF-8")]
    public void Problem_names_its_place_and_the_id_is_known(string template, string problem)
    {
        Parsed packet = Parse(template.Replace("BASE", """
            "id":"a","group":"df","element":"x"
            """, StringComparison.Ordinal));

        packet.Problem.ShouldBe(problem);
        packet.Id.ShouldBe("a");
    }

    [Theory]
    [InlineData("""{"group":"df","element":"x"}""", "id: a packet needs its id, group and element")]
    [InlineData("""{"id":"","group":"df","element":"x"}""", "id: a packet needs its id, group and element")]
    [InlineData("""{"id":"a","element":"x"}""", "group: a packet needs its id, group and element")]
    [InlineData("""{"id":"a","group":"df"}""", "element: a packet needs its id, group and element")]
    [InlineData("""{"id":7,"group":"df","element":"x"}""", "id: expected a string")]
    [InlineData("""{"id":null,"group":"df","element":"x"}""", "id: expected a string")]
    [InlineData("""{"id":"\ud800","group":"df","element":"x"}""", "id: holds half of a surrogate pair, or bytes that are not UTF-8")]
    [InlineData("""{"id":"a","group":["df"],"element":"x"}""", "group: expected a string")]
    [InlineData("[]", "payload: expected a packet, an object with id, group, element and data")]
    [InlineData("null", "payload: expected a packet, an object with id, group, element and data")]
    [InlineData("", "payload: expected a packet, an object with id, group, element and data")]
    public void Packet_without_an_address_is_a_problem(string packet, string problem) => Parse(packet).Problem.ShouldBe(problem);

    [Theory]
    [InlineData(64, null), InlineData(65, "PF413"), InlineData(100_000, "PF413")]
    public void Data_may_be_64_deep_and_the_id_behind_it_is_known(int depth, string? code)
    {
        string nested = new string('[', depth) + new string(']', depth);

        Parsed data = Parse($$"""{"data":{{nested}},"id":"a","group":"df","element":"x"}""");
        data.Atom.ProblemCode.ShouldBe(code);
        data.Id.ShouldBe("a");

        Parsed unknown = Parse($$"""{"more":{{nested}},"id":"a","group":"df","element":"x"}""");
        unknown.Atom.ProblemCode.ShouldBe(code);
        unknown.Id.ShouldBe("a");
    }

    [Fact]
    public void More_dependencies_than_a_batch_has_atoms_are_PF413()
    {
        string ids = string.Join(',', Enumerable.Repeat("\"x\"", 1025));

        Parse($$"""{"id":"a","group":"df","element":"x","dependencies":[{{ids}}]}""").Atom.ProblemCode.ShouldBe("PF413");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_a_problem()
    {
        foreach (string place in (string[])["id", "data"])
        {
            byte[] packet = [.. Encoding.UTF8.GetBytes($$"""{"group":"df","element":"x","{{place}}":"""), (byte)'"', 0xFF, (byte)'"', (byte)'}'];

            Parse(packet).Problem.ShouldStartWith($"{place}: ");
        }
    }

    [Theory]
    [InlineData("__proto__"), InlineData("constructor"), InlineData("$type"), InlineData("")]
    public void Keys_that_mean_something_elsewhere_are_keys(string key) =>
        Parse($$$$"""{"id":"a","group":"df","element":"x","data":{"{{{{key}}}}":{"a":1}}}""").Data.ShouldBe($$$"""{"{{{key}}}":{"a":1}}""");

    private static Parsed Parse(string packet) => Parse(Encoding.UTF8.GetBytes(packet));

    private static Parsed Parse(byte[] packet)
    {
        var bytes = new Scratch();
        JsonPacket.Parse(packet, bytes, 64, out AtomFields atom, out List<string>? dependencies);
        return new Parsed(atom, bytes.Written.ToArray(), dependencies);
    }

    private sealed record Parsed(AtomFields Atom, byte[] Bytes, List<string>? Dependencies)
    {
        public string? Problem => Atom.Problem;

        public string Id => Text(Atom.Id);

        public string Group => Text(Atom.Group);

        public string Element => Text(Atom.Element);

        public string Data => PacketCodec.ToJson(Atom.Payload.In(Bytes));

        public string Text(Slice place) => Encoding.UTF8.GetString(place.In(Bytes));
    }
}
