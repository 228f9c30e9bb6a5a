using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PacketFlow.Transport;

namespace PacketFlow.Hosting;

/// <summary>What a whole host says when it cannot start, and under which paths it serves when it can.</summary>
public class StartTests
{
    [Fact]
    public async Task Host_with_many_faults_tells_all_of_them_at_once_and_no_secret()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PacketFlow:Listen:Tcp"] = "tcp://0.0.0.0:8444",
            ["PacketFlow:Listen:Http"] = "ftp://127.0.0.1:1",
            ["PacketFlow:Limits:depth"] = "0",
            ["PacketFlow:Limits:in_flihgt"] = "5",
            ["PacketFlow:Limits:frame_bytes"] = "1000000000000",
            ["PacketFlow:Role"] = "boss",
            ["PacketFlow:Errors:retry_multiplier"] = "NaN",
            ["PacketFlow:Journal"] = "canary-journal-password",
            ["PacketFlow:Security:Keys:admin"] = "canary-key",
            ["PacketFlow:Sekurity:Key"] = "canary-misspelt",
            ["PacketFlow:Routing:type"] = "hash_mix",
        });
        builder.AddPacketFlow(static _ => { });

        var failure = await Should.ThrowAsync<OptionsValidationException>(async () =>
        {
            await using WebApplication application = builder.Build();
            application.MapPacketFlow();
            await application.StartAsync();
        });

        string[] lines = failure.Message.Split('\n');
        lines[0].ShouldBe("PacketFlow cannot start: 11 faults in the configuration.");
        lines.Length.ShouldBe(12);
        failure.Message.ShouldNotContain("canary");
        failure.Message.ShouldContain("PacketFlow:Limits:in_flihgt = (not shown): no such key; did you mean PacketFlow:Limits:in_flight?");
        failure.Message.ShouldContain("PacketFlow:Security:AllowInsecure = true");
        failure.Message.ShouldContain("PacketFlow:Limits:depth = '0': allowed is a whole number from 1 to 500");
    }

    [Theory]
    [InlineData("/flow")]
    [InlineData("flow/")]
    [InlineData("/a/b")]
    public async Task Prefix_stands_before_every_path_and_no_path_is_there_without_it(string prefix)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("PacketFlow:Listen:Tcp", "off"), new("PacketFlow:Listen:Http", "http://127.0.0.1:0")]);
        builder.AddPacketFlow(static _ => { });
        await using WebApplication application = builder.Build();
        application.MapPacketFlow(prefix);
        await application.StartAsync();
        var root = new Uri(application.Urls.First());
        using var http = new HttpClient { BaseAddress = root };
        string start = "/" + prefix.Trim('/');
        var statuses = new Dictionary<string, int>();
        foreach (string path in (string[])[start + "/health", start + "/metrics", start + "/packetflow/v1", start + "/atoms", "/health", "/metrics", "/packetflow/v1", "/atoms"])
        {
            using HttpResponseMessage response = await http.GetAsync(path);
            statuses[path] = (int)response.StatusCode;
        }

        statuses.Values.ShouldBe([200, 200, 426, 405, 404, 404, 404, 404]);
        await using PacketFlowClient client = await PacketFlowClient.ConnectAsync($"ws://{root.Authority}{start}/packetflow/v1");
        FlowValue answer = await client.SubmitAsync("df", "transform", FlowValue.Parse(PacketCodec.FromJson("""{"input":"a","op":"uppercase"}""")));
        PacketCodec.ToJson(answer.Bytes).ShouldBe("""{"output":"A"}""");
    }

    [Fact]
    public async Task Path_that_the_application_has_mapped_stays_the_applications()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("PacketFlow:Listen:Tcp", "off"), new("PacketFlow:Listen:Http", "http://127.0.0.1:0")]);
        builder.AddPacketFlow(static _ => { });
        await using WebApplication application = builder.Build();
        application.MapGet("/health", static () => "the application's");
        application.MapPacketFlow();
        await application.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };

        (await http.GetStringAsync("/health")).ShouldBe("the application's");
        (await http.GetStringAsync("/metrics")).ShouldContain("packetflow_load");
    }

    [Fact]
    public async Task No_payload_and_no_failure_of_a_handler_gets_into_logs_errors_metrics_or_health()
    {
        const string Canary = "canary4f1d";
        var log = new HostLog();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["Logging:LogLevel:Default"] = "Trace" },
            (services, _) => services.Add(Microsoft.Extensions.DependencyInjection.ServiceDescriptor.Singleton<ILoggerProvider>(log)),
            new EchoHandler(new Element<FlowValue, FlowValue>(AtomGroup.Df, "flow")),
            NumberHandler.Echo);
        await using TcpPeer tcp = await host.ConnectAsync();
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };
        var told = new List<string>();

        // Payloads that fit, that do not, that are no message at all; a key of hello; a secret in a query and in a header.
        await tcp.AskAsync($$$"""{"t":7,"s":1,"d":{"key":"{{{Canary}}}"} }""");
        await tcp.AskAsync($$$"""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"flow","d":"{{{Canary}}}"} }""");
        told.Add((await tcp.AskAsync($$$"""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"echo","d":"{{{Canary}}}"} }"""))!.ToJsonString());
        told.Add((await webSocket.AskAsync($$$"""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"echo","data":{"{{{Canary}}}":"{{{Canary}}}"} } }"""))!.ToJsonString());
        using (var request = new HttpRequestMessage(HttpMethod.Post, $"/atoms?token={Canary}"))
        {
            request.Headers.Add("Authorization", "Bearer " + Canary);
            request.Content = new StringContent($$$"""{"id":"a","group":"df","element":"echo","data":"{{{Canary}}}"}""", System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await http.SendAsync(request);
            told.Add(await response.Content.ReadAsStringAsync());
        }

        told.Add(await http.GetStringAsync("/metrics"));
        told.Add(await http.GetStringAsync("/health?detail=true"));
        told.Add((await tcp.AskAsync($$"""{"t":1,"d":"{{Canary}}","v":9}"""))!.ToJsonString());
        await host.StopAsync();

        told.ShouldAllBe(static text => !text.Contains(Canary, StringComparison.Ordinal));
        log.Lines.Count.ShouldBeGreaterThan(0);
        // The web server logs the query of a request by itself, whoever serves it.
        log.Lines.Where(static line => line.Contains(Canary, StringComparison.Ordinal) && !line.Contains("token=", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
