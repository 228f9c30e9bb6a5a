using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PacketFlow.CompilerServices;

namespace PacketFlow.Transport;

/// <summary>Atoms of the rm group run under the lock of their resource, whichever elements they are of.</summary>
public class ResourceTests
{
    [Fact]
    public async Task Payload_whose_resource_cannot_be_read_is_PF003_and_the_process_lives()
    {
        // {account: "\xFF"}
        const string Payload = "81A76163636F756E74A1FF";
        await using RunningHost host = await RunningHost.StartAsync(Account("take", static (value, _) => new(value)), NumberHandler.Echo);
        await using TcpPeer tcp = await host.ConnectAsync();
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };
        byte[] message = Around("""{"t":1,"s":7,"d":{"id":"a","g":"rm","e":"take","d":"#payload"}}""", Payload);

        foreach ((string path, string body) in new[] { ("/atoms", """{"id":"a","g":"rm","e":"take","d":"#payload"}"""), ("/atoms/batch", """[{"id":"a","g":"rm","e":"take","d":"#payload"}]""") })
        {
            using var content = new ByteArrayContent(Around(body, Payload));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/msgpack");
            using HttpResponseMessage response = await http.PostAsync(path, content);
            JsonNode answer = JsonNode.Parse(PacketCodec.ToJson(await response.Content.ReadAsByteArrayAsync()))!;
            ((string?)(answer is JsonArray all ? all[0]! : answer)["code"]).ShouldBe("PF003");
        }

        await tcp.SendAsync(message);
        (await tcp.CodeAsync()).ShouldBe("PF003");
        ((int)(await tcp.AskAsync("""{"t":1,"s":8,"d":{"id":"b","g":"df","e":"echo","d":5}}"""))!["d"]!["data"]!).ShouldBe(5);
        await webSocket.SendRawAsync(WebSocketPeer.Frame(0x82, message));
        ((string?)JsonNode.Parse(PacketCodec.ToJson((await webSocket.ReceiveAsync())!.Value.Payload))!["d"]!["code"]).ShouldBe("PF003");
    }

    [Fact]
    public async Task Elements_that_share_a_resource_hold_it_one_at_a_time()
    {
        const int Atoms = 200;
        var running = new int[2];
        int most = 0;
        async ValueTask<int> HoldAsync(int account, AtomCall call)
        {
            int here = Interlocked.Increment(ref running[account]);
            InterlockedMax(ref most, here);
            await Task.Yield();
            Interlocked.Decrement(ref running[account]);
            return account;
        }

        await using RunningHost host = await RunningHost.StartAsync(Account("take", HoldAsync), Account("give", HoldAsync));
        await using TcpPeer one = await host.ConnectAsync();
        await using TcpPeer two = await host.ConnectAsync();
        byte[] Submit(int i, string element) => TcpPeer.Frame(PacketCodec.FromJson($$$$"""{"t":1,"s":{{{{i}}}},"d":{"id":"{{{{i}}}}","g":"rm","e":"{{{{element}}}}","d":{"account":{{{{i % 2}}}}}}}"""));

        await one.SendRawAsync([.. Enumerable.Range(0, Atoms).SelectMany(i => Submit(i, "take"))]);
        await two.SendRawAsync([.. Enumerable.Range(0, Atoms).SelectMany(i => Submit(i, "give"))]);
        for (int i = 0; i < Atoms; i++)
        {
            (await one.CodeAsync()).ShouldBeNull();
            (await two.CodeAsync()).ShouldBeNull();
        }

        most.ShouldBe(1);
    }

    [Fact]
    public async Task Resources_that_one_element_names_are_held_side_by_side()
    {
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int here = 0;
        await using RunningHost host = await RunningHost.StartAsync(Account("take", async (account, _) =>
        {
            if (Interlocked.Increment(ref here) == 2)
            {
                both.SetResult();
            }

            await both.Task.WaitAsync(TcpPeer.Patience);
            return account;
        }));
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendAsync("""{"t":1,"s":1,"d":{"id":"1","g":"rm","e":"take","d":{"account":1}}}""");
        await peer.SendAsync("""{"t":1,"s":2,"d":{"id":"2","g":"rm","e":"take","d":{"account":2}}}""");

        (await peer.CodeAsync()).ShouldBeNull();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    private static AccountHandler Account(string name, Func<int, AtomCall, ValueTask<int>> handle) =>
        new(new Element<FlowValue, int>(AtomGroup.Rm, name) { Resource = "account" }, handle);

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen && Interlocked.CompareExchange(ref most, value, seen) is var found && found != seen; seen = found)
        {
        }
    }

    private static byte[] Around(string message, string payload)
    {
        byte[] packed = PacketCodec.FromJson(message);
        byte[] place = PacketCodec.FromJson("\"#payload\"");
        int at = packed.AsSpan().IndexOf(place);
        return [.. packed[..at], .. Convert.FromHexString(payload), .. packed[(at + place.Length)..]];
    }

    /// <summary>Takes <c>{account}</c>, a number.</summary>
    private sealed class AccountHandler(Element element, Func<int, AtomCall, ValueTask<int>> handle) : ElementHandler(element)
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
        {
            int account = 0;
            for (int left = payload.EnterMap(); left > 0; left--)
            {
                payload.ReadKey().SequenceEqual("account"u8).ShouldBeTrue();
                account = payload.ReadInt32();
            }

            return call.CompleteAsync(handle(account, call), Formatter<int>.Default);
        }
    }
}
