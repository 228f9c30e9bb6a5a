using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>HTTP connections count among all connections, and what one gets for which there is no place.</summary>
public class HttpPlaceTests
{
    [Fact]
    public async Task HTTP_connections_take_places_too_and_health_is_told_without_one()
    {
        await using RunningHost host = await StartAsync(2);
        using HttpClient first = await ServedAsync(host.Http), second = await ServedAsync(host.Http);
        using var third = new HttpClient { BaseAddress = host.Http };
        await using TcpPeer fourth = await host.ConnectAsync();

        using HttpResponseMessage refusal = await PostAsync(third);
        using HttpResponseMessage health = await third.GetAsync("/health");

        (refusal.StatusCode, refusal.Headers.RetryAfter?.Delta, refusal.Headers.ConnectionClose).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1), true));
        JsonNode error = JsonNode.Parse(await refusal.Content.ReadAsStringAsync())!["error"]!;
        ((string?)error["code"]).ShouldBe("PF503");
        ((string)error["message"]!).ShouldContain("PacketFlow:Limits:connections");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)(await fourth.ReceiveAsync())!["d"]!["code"]).ShouldBe("PF503");
        (await PostAsync(second)).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Services.GetRequiredService<ReactorMetrics>().Transport(TransportKind.Http).Refused.ShouldBe(1);

        first.Dispose();
        await LeftAsync(host, 1);
        (await PostAsync(third)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WebSocket_takes_the_place_of_the_HTTP_connection_that_it_was()
    {
        await using RunningHost host = await StartAsync(1);
        await using (WebSocketPeer peer = await host.ConnectWebSocketAsync())
        {
            await peer.AskAsync("""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"echo","data":5}}""");
            host.Services.GetRequiredService<ConnectionSet>().Count.ShouldBe(1);
        }

        await LeftAsync(host, 0);
        using HttpClient next = await ServedAsync(host.Http);
    }

    [Fact]
    public async Task Connection_without_a_place_has_a_moment()
    {
        var time = new SteppedTime();
        await using RunningHost host = await StartAsync(1, time);
        using HttpClient first = await ServedAsync(host.Http);
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        using var idle = new System.Net.Sockets.TcpClient();
        await idle.ConnectAsync(host.Http.Host, host.Http.Port, late.Token);

        Task<int> read = ReadAsync();
        await StepUntilAsync(time, read);

        (await read).ShouldBe(0);

        async Task<int> ReadAsync()
        {
            try
            {
                return await idle.GetStream().ReadAsync(new byte[1], late.Token);
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    private static Task<RunningHost> StartAsync(int connections, TimeProvider? time = null) => RunningHost.StartAsync(
        new() { ["PacketFlow:Limits:connections"] = $"{connections}" }, (services, _) => services.AddSingleton(time ?? TimeProvider.System), NumberHandler.Echo);

    private static Task<HttpResponseMessage> PostAsync(HttpClient http) => http.PostAsync(
        "/atoms", new StringContent("""{"id":"a","group":"df","element":"echo","data":5}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

    // With a connection of its own, which has a place.
    private static async Task<HttpClient> ServedAsync(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        (await PostAsync(http)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return http;
    }

    private static async Task StepUntilAsync(SteppedTime time, Task task)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (!task.IsCompleted)
        {
            late.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }
    }

    private static async Task LeftAsync(RunningHost host, int connections)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (host.Services.GetRequiredService<ConnectionSet>().Count > connections)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
