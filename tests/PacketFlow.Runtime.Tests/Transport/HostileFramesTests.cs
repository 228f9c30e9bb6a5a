using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>What must not come over TCP, and what its sender is told; a healthy connection beside it notices nothing.</summary>
public class HostileFramesTests
{
    private const string Atom = """{"id":"a","g":"df","e":"echo","d":1}""";

    /// <summary>A name, a message as JSON, the code, and whether the connection goes on.</summary>
    public static TheoryData<string, string, string, bool> Messages => new()
    {
        { "empty map", "{}", "PF002", false },
        { "array", "[1,2]", "PF002", false },
        { "string", "\"submit\"", "PF002", false },
        { "nil", "null", "PF002", false },
        { "integer", "1", "PF002", false },
        { "type missing", $$"""{"d":{{Atom}}}""", "PF002", false },
        { "type zero", $$"""{"t":0,"d":{{Atom}}}""", "PF002", false },
        { "type nine", $$"""{"t":9,"d":{{Atom}}}""", "PF002", false },
        { "type negative", $$"""{"t":-1,"d":{{Atom}}}""", "PF002", false },
        { "type string", """{"t":"x","d":[]}""", "PF002", false },
        { "type nil", $$"""{"t":null,"d":{{Atom}}}""", "PF002", false },
        { "type map", $$"""{"t":{},"d":{{Atom}}}""", "PF002", false },
        { "version two", $$"""{"v":2,"t":1,"d":{{Atom}}}""", "PF002", false },
        { "version zero", $$"""{"v":0,"t":1,"d":{{Atom}}}""", "PF002", false },
        { "version array", $$"""{"v":[],"t":1,"d":{{Atom}}}""", "PF002", false },
        { "sequence negative", $$"""{"t":1,"s":-1,"d":{{Atom}}}""", "PF002", false },
        { "sequence too large", $$"""{"t":1,"s":4294967296,"d":{{Atom}}}""", "PF002", false },
        { "sequence map", $$"""{"t":1,"s":{},"d":{{Atom}}}""", "PF002", false },
        { "time array", $$"""{"t":1,"ts":[],"d":{{Atom}}}""", "PF002", false },
        { "source too large", $$"""{"t":1,"src":65536,"d":{{Atom}}}""", "PF002", false },
        { "destination map", $$"""{"t":1,"dst":{},"d":{{Atom}}}""", "PF002", false },
        { "ttl map", $$"""{"t":1,"ttl":{},"d":{{Atom}}}""", "PF002", false },
        { "correlation id integer", $$"""{"t":1,"cid":1,"d":{{Atom}}}""", "PF002", false },
        { "submit without data", """{"t":1,"s":7}""", "PF003", true },
        { "atom nil", """{"t":1,"s":7,"d":null}""", "PF003", true },
        { "atom array", """{"t":1,"s":7,"d":[]}""", "PF003", true },
        { "atom empty", """{"t":1,"s":7,"d":{}}""", "PF003", true },
        { "id missing", """{"t":1,"s":7,"d":{"g":"df","e":"echo","d":1}}""", "PF003", true },
        { "id empty", """{"t":1,"s":7,"d":{"id":"","g":"df","e":"echo","d":1}}""", "PF003", true },
        { "id integer", """{"t":1,"s":7,"d":{"id":5,"g":"df","e":"echo","d":1}}""", "PF003", true },
        { "id nil", """{"t":1,"s":7,"d":{"id":null,"g":"df","e":"echo","d":1}}""", "PF003", true },
        { "group missing", """{"t":1,"s":7,"d":{"id":"a","e":"echo","d":1}}""", "PF003", true },
        { "group map", """{"t":1,"s":7,"d":{"id":"a","g":{},"e":"echo","d":1}}""", "PF003", true },
        { "group unknown", """{"t":1,"s":7,"d":{"id":"a","g":"xx","e":"echo","d":1}}""", "PF001", true },
        { "element missing", """{"t":1,"s":7,"d":{"id":"a","g":"df","d":1}}""", "PF003", true },
        { "element array", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":[],"d":1}}""", "PF003", true },
        { "element unknown", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"nobody","d":1}}""", "PF001", true },
        { "payload string", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":"x"}}""", "PF003", true },
        { "payload missing", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo"}}""", "PF003", true },
        { "priority zero", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"p":0}}""", "PF003", true },
        { "priority eleven", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"p":11}}""", "PF003", true },
        { "priority huge", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"p":18446744073709551615}}""", "PF003", true },
        { "priority string", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"p":"5"}}""", "PF003", true },
        { "priority of the message eleven", $$"""{"t":1,"s":7,"p":11,"d":{{Atom}}}""", "PF003", true },
        { "priority of the message zero", $$"""{"t":1,"s":7,"p":0,"d":{{Atom}}}""", "PF003", true },
        { "timeout zero", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"t":0}}""", "PF003", true },
        { "timeout negative", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"t":-3}}""", "PF003", true },
        { "timeout string", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"t":"3"}}""", "PF003", true },
        { "key integer", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"k":3}}""", "PF003", true },
        { "try string", """{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"n":"x"}}""", "PF003", true },
        { "id of 257 bytes", $$$"""{"t":1,"s":7,"d":{"id":"{{{new string('i', 257)}}}","g":"df","e":"echo","d":1}}""", "PF413", true },
        { "element of 129 bytes", $$$"""{"t":1,"s":7,"d":{"id":"a","g":"df","e":"{{{new string('e', 129)}}}","d":1}}""", "PF413", true },
        { "correlation id of 257 bytes", $$"""{"t":1,"s":7,"cid":"{{new string('c', 257)}}","d":{{Atom}}}""", "PF413", true },
        { "idempotency key of 257 bytes", $$$"""{"t":1,"s":7,"d":{"id":"a","g":"df","e":"echo","d":1,"k":"{{{new string('k', 257)}}}"}}""", "PF413", true },
        { "batch without atoms", """{"t":6,"s":7}""", "PF003", true },
        { "batch of a map", """{"t":6,"s":7,"atoms":{}}""", "PF003", true },
        { "batch in data of a string", """{"t":6,"s":7,"d":"atoms"}""", "PF003", true },
        { "batch of 1025", $$"""{"t":6,"s":7,"atoms":[{{string.Join(',', Enumerable.Range(0, 1025).Select(static i => $$"""{"id":"a{{i}}","g":"df","e":"echo","d":1}"""))}}]}""", "PF413", true },
        { "batch of an integer", """{"t":6,"s":7,"atoms":[1]}""", "PF003", true },
        { "register of nil", """{"t":5,"s":7,"d":null}""", "PF003", true },
        { "register of a wrong element", """{"t":5,"s":7,"d":{"name":"x","elements":["nonsense"]}}""", "PF003", true },
        { "result of nobody's atom that is no map", """{"t":2,"s":7,"d":[]}""", "PF002", false },
    };

    public static TheoryData<string, string, string, bool> Bytes => new()
    {
        { "reserved byte", "C1", "PF002", false },
        { "reserved byte as a value", "82A17401A178C1", "PF002", false },
        { "map32 of 2^32-1", "DFFFFFFFFF", "PF002", false },
        { "map32 of 2^31-1", "DF7FFFFFFF", "PF002", false },
        { "array32 of 2^32-1 in an unknown key", "82A17401A178DDFFFFFFFF", "PF002", false },
        { "str32 of 4 GiB", "82A17401A178DBFFFFFFFF", "PF002", false },
        { "bin32 of 4 GiB", "82A17401A178C6FFFFFFFF", "PF002", false },
        { "ext32 of 4 GiB", "82A17401A178C9FFFFFFFF01", "PF002", false },
        { "key that is an integer", "8101A174", "PF002", false },
        { "key that is no UTF-8", "81A1FF01", "PF002", false },
        { "key of an atom that is an integer", "83A17401A17307A164810102", "PF003", true },
        { "key of an atom in a batch that is an integer", "83A17406A17307A561746F6D7391810102", "PF003", true },
        { "id of an atom in a batch that is no UTF-8", "83A17406A17307A561746F6D739181A26964A1FF", "PF003", true },
        { "id that is no UTF-8", "83A17401A17307A16481A26964A1FF", "PF003", true },
        { "id to cancel that is no UTF-8", "82A17408A16481A761746F6D5F6964A1FF", "PF002", false },
        { "nothing", "", "PF002", false },
        { "depth 65 beside a payload", "83A17401A17307A178" + Nested(66) + "C0", "PF413", true },
        { "depth 65 in a payload", "83A17401A17307A16481A164" + Nested(65) + "C0", "PF413", true },
        { "depth 10000", "83A17401A17307A178" + Nested(10_000) + "C0", "PF413", true },
        { "batch whose data has an integer key", "83A17406A17307A164810102", "PF003", true },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public Task Message_that_must_not_be_gets_its_code(string name, string json, string code, bool goesOn) =>
        ShouldBeToldAsync(name, PacketCodec.FromJson(json), code, goesOn);

    [Theory]
    [MemberData(nameof(Bytes))]
    public Task Bytes_that_must_not_be_get_their_code(string name, string hex, string code, bool goesOn) =>
        ShouldBeToldAsync(name, Convert.FromHexString(hex), code, goesOn);

    [Fact]
    public async Task Message_cut_anywhere_is_PF002_and_closes()
    {
        byte[] message = PacketCodec.FromJson($$"""{"v":1,"t":1,"s":7,"d":{{Atom}}}""");
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);

        for (int length = 1; length < message.Length; length++)
        {
            await using TcpPeer peer = await host.ConnectAsync();
            await peer.SendAsync(message[..length]);
            (await peer.CodeAsync()).ShouldBe("PF002", $"cut at {length}");
            (await peer.ReceiveAsync()).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Message_in_pieces_of_any_size_is_answered()
    {
        byte[] frame = TcpPeer.Frame(PacketCodec.FromJson($$"""{"v":1,"t":1,"s":7,"d":{{Atom}}}"""));
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();

        for (int split = 1; split < frame.Length; split++)
        {
            await peer.SendRawAsync(frame[..split]);
            await peer.SendRawAsync(frame[split..]);
            ((int)(await peer.ReceiveAsync())!["d"]!["data"]!).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Frame_longer_than_the_limit_is_PF413_and_closes()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync([0xFF, 0xFF, 0xFF, 0xFF]);

        JsonNode answer = (await peer.ReceiveAsync())!;
        ((int)answer["s"]!, (string)answer["d"]!["code"]!).ShouldBe((0, "PF413"));
        (await peer.ReceiveAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Batch_with_an_id_twice_answers_the_second_with_PF409()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendAsync($$"""{"t":6,"s":9,"atoms":[{{Atom}},{{Atom}},{"id":"b","g":"df","e":"echo","d":2}]}""");

        JsonNode[] answers = [(await peer.ReceiveAsync())!, (await peer.ReceiveAsync())!, (await peer.ReceiveAsync())!];
        answers.ShouldAllBe(static answer => (int)answer["s"]! == 9);
        answers.Count(static answer => (string?)answer["d"]!["code"] == "PF409").ShouldBe(1);
        answers.Where(static answer => answer["d"]!["data"] is not null).Select(static answer => (int)answer["d"]!["data"]!).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Batch_of_none_is_answered_by_nothing_and_the_connection_goes_on()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendAsync("""{"t":6,"s":9,"atoms":[]}""");

        await ShouldServeAsync(peer);
    }

    [Theory]
    [InlineData("CB7FF8000000000000")]
    [InlineData("CB7FF0000000000000")]
    [InlineData("CBC08F400000000000")]
    public async Task Answer_with_a_time_that_is_none_disturbs_nobody(string retryAfter)
    {
        // {"t":3,"s":1,"d":{"retry_after":...}}
        byte[] answer = Convert.FromHexString($"83A17403A17301A16481AB72657472795F6166746572{retryAfter}");
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendAsync(answer);

        await ShouldServeAsync(peer);
    }

    [Fact]
    public async Task Peer_that_leaves_amid_a_frame_disturbs_nobody()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer healthy = await host.ConnectAsync();
        await using (TcpPeer peer = await host.ConnectAsync())
        {
            await peer.SendRawAsync([0, 0, 1]);
            peer.EndSending();
            (await peer.ReceiveAsync()).ShouldBeNull();
        }

        await ShouldServeAsync(healthy);
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("91", depth));

    private static async Task ShouldBeToldAsync(string name, byte[] message, string code, bool goesOn)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer healthy = await host.ConnectAsync();
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendAsync(message);

        JsonNode answer = (await peer.ReceiveAsync()).ShouldNotBeNull(name);
        ((int)answer["t"]!, (string?)answer["d"]!["code"]).ShouldBe((3, code), name);
        if (goesOn)
        {
            ((int)answer["s"]!).ShouldBe(7, name);
            await ShouldServeAsync(peer);
        }
        else
        {
            (await peer.ReceiveAsync()).ShouldBeNull(name);
        }

        await ShouldServeAsync(healthy);
    }

    private static async Task ShouldServeAsync(TcpPeer peer)
    {
        JsonNode? answer = await peer.AskAsync("""{"t":1,"s":77,"d":{"id":"healthy","g":"df","e":"echo","d":5}}""");
        ((int)answer!["s"]!, (int)answer["d"]!["data"]!).ShouldBe((77, 5));
    }
}
