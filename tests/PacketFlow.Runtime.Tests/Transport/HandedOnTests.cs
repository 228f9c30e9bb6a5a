using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Molecules;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>What peers that handle elements are told of an atom beside its payload.</summary>
[Collection("Untraced")]
public class HandedOnTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Peer_in_MessagePack_gets_the_key_the_try_and_the_ids_that_came_with_an_atom()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await using TcpPeer caller = await host.ConnectAsync();
        await peer.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:theirs"]}}""");

        await caller.SendAsync($$$"""{"t":1,"s":9,"cid":"c9","tp":"{{{Trace}}}","d":{"id":"a1","g":"df","e":"theirs","d":1,"k":"key","n":2}}""");

        JsonNode submit = (await peer.ReceiveAsync())!;
        ((string?)submit["cid"], (string?)submit["tp"]).ShouldBe(("c9", Trace));
        ((string?)submit["d"]!["k"], (int?)submit["d"]!["n"], (int?)submit["d"]!["d"]).ShouldBe(("key", 2, 1));
    }

    [Fact]
    public async Task Peer_in_MessagePack_gets_the_key_and_the_try_of_a_step()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:theirs"]}}""");
        var sender = new ClientStepSender(host.Client, host.Client);

        Task<ReadOnlyMemory<byte>> sent = sender.SendAsync(new StepRequest(AtomGroup.Df, "theirs", new byte[] { 1 }, "run/Step", 1) { RunId = "run", Step = "Step" }, default).AsTask();

        JsonNode submit = (await peer.ReceiveAsync())!;
        ((string?)submit["cid"], (string?)submit["d"]!["k"], (int?)submit["d"]!["n"]).ShouldBe(("run", "run/Step", 1));
        await peer.SendAsync($$$"""{"t":2,"s":{{{submit["s"]}}},"d":{"atom_id":"{{{submit["d"]!["id"]}}}","data":1}}""");
        await sent;
    }

    [Fact]
    public async Task Peer_in_JSON_gets_the_key_and_the_ids_that_came_with_an_atom()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        await using TcpPeer caller = await host.ConnectAsync();
        await peer.AskAsync(RegisteredPeerTests.InText);

        await caller.SendAsync($$$"""{"t":1,"s":9,"cid":"c9","tp":"{{{Trace}}}","d":{"id":"a1","g":"df","e":"theirs","d":1,"k":"key"}}""");

        (await peer.ReceiveTextAsync())!["payload"]!["metadata"]!.ToJsonString()
            .ShouldBe($$"""{"correlation_id":"c9","idempotency_key":"key","traceparent":"{{Trace}}"}""");
    }

    [Theory]
    [InlineData("""{"correlation_id":"c"}"""), InlineData("""{"idempotency_key":"k"}"""), InlineData($$"""{"traceparent":"{{Trace}}"}""")]
    [InlineData($$"""{"idempotency_key":"k","traceparent":"{{Trace}}"}"""), InlineData("null")]
    public async Task Peer_in_JSON_gets_the_metadata_of_a_packet_and_no_other(string metadata)
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        await using WebSocketPeer caller = await host.ConnectWebSocketAsync();
        await peer.AskAsync(RegisteredPeerTests.InText);

        await caller.SendTextAsync($$$"""{"type":"submit","seq":3,"payload":{"id":"p1","group":"df","element":"theirs","data":1,"metadata":{{{metadata}}}}}""");

        ((await peer.ReceiveTextAsync())!["payload"]!["metadata"]?.ToJsonString() ?? "null").ShouldBe(metadata);
    }

    [Fact]
    public async Task Peer_gets_no_more_about_an_atom_than_its_caller_said()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await using TcpPeer caller = await host.ConnectAsync();
        await peer.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:theirs"]}}""");

        await caller.SendAsync("""{"t":1,"s":9,"tp":"no trace","d":{"id":"a1","g":"df","e":"theirs","d":1}}""");

        JsonNode submit = (await peer.ReceiveAsync())!;
        submit.AsObject().Select(static member => member.Key).ShouldBe(["v", "t", "s", "ts", "src", "dst", "d"]);
        submit["d"]!.AsObject().Select(static member => member.Key).ShouldBe(["id", "g", "e", "d", "p", "t"]);
    }

    [Fact]
    public async Task Peer_gets_the_trace_of_the_HTTP_request_that_an_atom_came_in()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:theirs"]}}""");
        using var http = new HttpClient { BaseAddress = host.Http };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/atoms") { Content = new StringContent("""{"id":"a1","group":"df","element":"theirs","data":1}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("traceparent", Trace);

        Task<HttpResponseMessage> answer = http.SendAsync(request);

        JsonNode submit = (await peer.ReceiveAsync())!;
        ((string?)submit["tp"])!.ShouldBe(Trace);
        await peer.SendAsync($$$"""{"t":2,"s":{{{submit["s"]}}},"d":{"atom_id":"a1","data":1}}""");
        (await answer).EnsureSuccessStatusCode();
    }
}
