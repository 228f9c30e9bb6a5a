using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using PacketFlow.Transport;

namespace PacketFlow.Observability;

/// <summary>A trace that begins at a peer goes on in the atom's span, whatever the atom came over.</summary>
public sealed class TraceInTests : IDisposable
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";
    private const string Parent = $"00-{TraceId}-{SpanId}-01";
    private const string Element = "traced_in";

    private static readonly NumberHandler Handler = new(AtomGroup.Df, Element, static (value, _) => new(value));

    private readonly TaskCompletionSource<Activity> _span = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActivityListener _listener;

    public TraceInTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == PacketFlowTelemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == $"df:{Element}")
                {
                    _span.TrySetResult(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("/atoms", "application/json", """{"id":"a","group":"df","element":"traced_in","data":1}""")]
    [InlineData("/atoms/batch", "application/json", """[{"id":"a","group":"df","element":"traced_in","data":1}]""")]
    [InlineData("/atoms", "application/msgpack", """{"id":"a","g":"df","e":"traced_in","d":1}""")]
    [InlineData("/atoms/batch", "application/msgpack", """[{"id":"a","g":"df","e":"traced_in","d":1}]""")]
    public async Task Header_of_an_HTTP_request_is_the_atoms_parent(string path, string type, string body)
    {
        await using RunningHost host = await RunningHost.StartAsync(Handler);
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = host.Http };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(type.EndsWith("json", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(body) : PacketCodec.FromJson(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("traceparent", Parent);

        using HttpResponseMessage response = await http.SendAsync(request);

        response.EnsureSuccessStatusCode();
        await SpanFollowsAsync();
    }

    [Fact]
    public async Task Metadata_of_a_packet_goes_before_the_header()
    {
        await using RunningHost host = await RunningHost.StartAsync(Handler);
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = host.Http };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/atoms");
        request.Content = new StringContent(Packet, Encoding.UTF8, "application/json");
        request.Headers.Add("traceparent", "00-11111111111111111111111111111111-2222222222222222-01");

        using HttpResponseMessage response = await http.SendAsync(request);

        await SpanFollowsAsync();
    }

    [Fact]
    public async Task Metadata_of_a_packet_over_a_WebSocket_is_the_atoms_parent()
    {
        await using RunningHost host = await RunningHost.StartAsync(Handler);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();

        await peer.AskAsync($$"""{"type":"submit","seq":1,"payload":{{Packet}}}""");

        await SpanFollowsAsync();
    }

    [Fact]
    public async Task Key_of_a_message_over_TCP_is_the_atoms_parent()
    {
        await using RunningHost host = await RunningHost.StartAsync(Handler);
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.AskAsync($$$"""{"t":1,"s":1,"tp":"{{{Parent}}}","d":{"id":"a","g":"df","e":"traced_in","d":1}}""");

        await SpanFollowsAsync();
    }

    private static string Packet => $$$"""{"id":"a","group":"df","element":"traced_in","data":1,"metadata":{"traceparent":"{{{Parent}}}"}}""";

    private async Task SpanFollowsAsync()
    {
        Activity span = await _span.Task.WaitAsync(TcpPeer.Patience);
        (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString(), span.Kind).ShouldBe((TraceId, SpanId, ActivityKind.Server));
    }
}
