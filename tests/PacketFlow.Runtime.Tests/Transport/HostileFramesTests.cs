using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>What must not come over TCP, and what its sender is told; a healthy connection beside it notices nothing.</summary>
public class HostileFramesTests
{
    private const string Atom = """{"id":"a","g":"df","e":"echo","d":1}""";

    [Theory]
    [MemberData(nameof(HostileRows.Messages), MemberType = typeof(HostileRows))]
    public Task Message_that_must_not_be_gets_its_code(string name, string json, string code, bool goesOn) =>
        ShouldBeToldAsync(name, PacketCodec.FromJson(json), code, goesOn);

    [Theory]
    [MemberData(nameof(HostileRows.Bytes), MemberType = typeof(HostileRows))]
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
