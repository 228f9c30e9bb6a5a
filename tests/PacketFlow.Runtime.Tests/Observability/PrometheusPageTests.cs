using PacketFlow.Transport;

namespace PacketFlow.Observability;

/// <summary>What <c>/metrics</c> answers, as a reader takes it that forgives nothing.</summary>
public class PrometheusPageTests
{
    [Fact]
    public async Task Page_of_a_host_with_traffic_at_every_door_is_right_in_every_line()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer tcp = await host.ConnectAsync();
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };
        await tcp.AskAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"echo","d":5}}""");
        await tcp.AskAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"\"}\n{nobody","d":5}}""");
        await webSocket.AskAsync("""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"echo","data":"x"}}""");

        using HttpResponseMessage response = await http.GetAsync("/metrics");
        PrometheusPage page = PrometheusPage.Parse(await response.Content.ReadAsStringAsync());

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        page.Kinds.Select(static one => $"{one.Value} {one.Key}").ShouldBe(Instruments.All.Select(static info => $"{info.Kind.ToString().ToLowerInvariant()} {info.Prometheus}"));
        page.Samples["packetflow_atoms_total{group=\"df\",outcome=\"completed\"}"].ShouldBe(1);
        page.Samples["packetflow_atoms_total{group=\"df\",outcome=\"failed\"}"].ShouldBe(1);
        page.Samples["packetflow_atoms_rejected_total{reason=\"no_handler\"}"].ShouldBe(1);
        page.Samples["packetflow_atom_duration_seconds_count{group=\"df\"}"].ShouldBe(2);
        page.Samples["packetflow_connections{transport=\"tcp\"}"].ShouldBe(1);
        page.Samples["packetflow_connections{transport=\"websocket\"}"].ShouldBe(1);
    }

    [Fact]
    public async Task Page_tells_connections_and_bodies_over_HTTP()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };
        const string Body = """{"id":"a","group":"df","element":"echo","data":5}""";
        using HttpResponseMessage answer = await http.PostAsync("/atoms", new StringContent(Body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));
        int length = (await answer.Content.ReadAsByteArrayAsync()).Length;

        PrometheusPage page = PrometheusPage.Parse(await http.GetStringAsync("/metrics"));

        page.Samples["packetflow_received_bytes_total{transport=\"http\"}"].ShouldBe(Body.Length);
        page.Samples["packetflow_sent_bytes_total{transport=\"http\"}"].ShouldBe(length);
        page.Samples["packetflow_connections{transport=\"http\"}"].ShouldBe(1);
        page.Samples["packetflow_connections_accepted_total{transport=\"http\"}"].ShouldBe(2);
        page.Samples["packetflow_connections{transport=\"websocket\"}"].ShouldBe(1);
        page.Samples["packetflow_connections_refused_total{transport=\"http\"}"].ShouldBe(0);
    }

    /// <summary>Pages that are wrong in one thing.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("# HELP a_total A.\n# TYPE a_total counter\na_total 1")]
    [InlineData("# HELP a_total A.\r\n# TYPE a_total counter\r\na_total 1\r\n")]
    [InlineData("# TYPE a_total counter\na_total 1\n")]
    [InlineData("# HELP a_total A.\na_total 1\n")]
    [InlineData("# HELP a A.\n# TYPE a counter\na 1\n")]
    [InlineData("# HELP a_total A.\n# TYPE a_total counter\na_total -1\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\na 1\na 2\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\nb 1\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\n# HELP a A.\na 1\n")]
    [InlineData("# HELP a A.\n# TYPE a thing\na 1\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\na 1,5\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\na{b=\"c\",b=\"d\"} 1\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\na{b=\"c\"d\"} 1\n")]
    [InlineData("# HELP a A.\n# TYPE a gauge\na{1b=\"c\"} 1\n")]
    [InlineData("# HELP a A.\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# HELP a A.\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# HELP a A.\n# TYPE a histogram\na_bucket{le=\"2\"} 1\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# HELP a A.\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n")]
    [InlineData("# HELP a A.\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1\n")]
    public void Page_that_is_wrong_in_one_thing_is_seen(string page) => Should.Throw<FormatException>(() => PrometheusPage.Parse(page));

    [Fact]
    public void Page_that_is_right_is_read() =>
        PrometheusPage.Parse("# HELP a A.\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\na_sum 0.5\na_count 1\n# HELP b_total B.\n# TYPE b_total counter\nb_total{c=\"\\\"\\\\\\n\"} 1e+20\n")
            .Samples.Count.ShouldBe(5);
}
