using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>Which of the peers that have an element gets an atom.</summary>
public class RoutingKeyTests
{
    private const int Keys = 32;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Atoms_with_one_routing_key_reach_one_peer_whatever_their_id_and_element(bool isText)
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using ElementPeer one = await ElementPeer.RegisterAsync(host, isText, "df:first", "df:second");
        await using ElementPeer two = await ElementPeer.RegisterAsync(host, isText, "df:second", "df:first");
        _ = one.ServeAsync("one");
        _ = two.ServeAsync("two");
        await using TcpPeer tcp = await host.ConnectAsync();
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();

        List<string> reached = [];
        for (int key = 0; key < Keys; key++)
        {
            string first = await AskAsync(key, "first", key), second = await AskAsync(Keys + key, "second", key);
            second.ShouldBe(first);
            reached.Add(first);
        }

        reached.Distinct().Order().ShouldBe(["one", "two"]);

        async Task<string> AskAsync(int id, string element, int key)
        {
            if (!isText)
            {
                await tcp.SendRawAsync(TcpPeer.Submit(id, "df", element, $"\"rk\":\"r/{key}\","));
                return (string)(await tcp.ReceiveAsync())!["d"]!["data"]!;
            }

            JsonNode answer = (await webSocket.AskAsync(
                $$$"""{"type":"submit","seq":{{{id}}},"payload":{"id":"{{{id}}}","group":"df","element":"{{{element}}}","data":1,"metadata":{"routing_key":"r/{{{key}}}"} }}"""))!;
            return (string)answer["payload"]!["data"]!;
        }
    }

    [Fact]
    public async Task Peer_that_leaves_moves_its_own_keys_alone()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using ElementPeer one = await ElementPeer.RegisterAsync(host, isText: false, "df:shared");
        await using ElementPeer two = await ElementPeer.RegisterAsync(host, isText: true, "df:shared");
        await using ElementPeer gone = await ElementPeer.RegisterAsync(host, isText: false, "df:shared", "df:alone");
        _ = one.ServeAsync("one");
        _ = two.ServeAsync("two");
        _ = gone.ServeAsync("gone");
        string[] before = await ReachAllAsync(host);

        await gone.DisposeAsync();
        while ((await host.Client.TrySubmitAsync(new Element<int, string>(AtomGroup.Df, "alone"), 1)).Error?.Code != "PF001")
        {
            // Until the host has seen that the connection ended.
        }

        string[] after = await ReachAllAsync(host);
        before.Distinct().Order().ShouldBe(["gone", "one", "two"]);
        after.Distinct().Order().ShouldBe(["one", "two"]);
        before.Zip(after).Where(static pair => pair.First != "gone" && pair.First != pair.Second).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, "PF504")]
    [InlineData(2, "elsewhere")]
    public async Task Key_of_an_atom_without_routing_key_is_its_idempotency_key(int attempt, string expected)
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using ElementPeer one = await ElementPeer.RegisterAsync(host, isText: false, "df:shared");
        await using ElementPeer two = await ElementPeer.RegisterAsync(host, isText: false, "df:shared");
        ElementPeer? first = null;
        _ = one.ServeAsync(atom => TakeAsync(one, atom));
        _ = two.ServeAsync(atom => TakeAsync(two, atom));
        await using TcpPeer caller = await host.ConnectAsync();
        await caller.AskAsync(Try(1));

        JsonNode again = (await caller.AskAsync(Try(attempt)))!["d"]!;

        ((string?)again["code"] ?? (string?)again["data"]).ShouldBe(expected);

        // Each under an id of its own, as an engine sends them.
        static string Try(int number) => $$$"""{"t":1,"s":1,"d":{"id":"{{{Guid.NewGuid()}}}","g":"df","e":"shared","d":1,"k":"k","n":{{{number}}}}}""";

        Task TakeAsync(ElementPeer peer, AskedAtom atom) =>
            (first ??= peer) == peer ? peer.FailAsync(atom, "PF504", "fatal") : peer.AnswerAsync(atom, "\"elsewhere\"");
    }

    private static async Task<string[]> ReachAllAsync(RunningHost host)
    {
        string[] reached = new string[Keys];
        for (int key = 0; key < Keys; key++)
        {
            reached[key] = (await host.Client.SubmitAsync("df", "shared", 1, new SubmitOptions { RoutingKey = $"r/{key}" })).AsString();
        }

        return reached;
    }
}
