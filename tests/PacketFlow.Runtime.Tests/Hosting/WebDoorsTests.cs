using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PacketFlow.Transport;

namespace PacketFlow.Hosting;

/// <summary>Where the web server may listen, whoever has told it.</summary>
public class WebDoorsTests
{
    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://+:80")]
    [InlineData("https://*:443")]
    [InlineData("http://192.168.1.20:5000")]
    [InlineData("http://shop.example:80")]
    [InlineData("http://localhost.example:80")]
    public async Task Address_that_others_reach_stops_the_start_unless_it_is_allowed(string address)
    {
        await using WebApplication refused = Application(address, allowed: false);
        await using WebApplication allowed = Application(address, allowed: true);

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => refused.StartAsync());
        await allowed.StartAsync();

        failure.Message.ShouldContain($"The web server listens on '{address}'");
        failure.Message.ShouldContain("PacketFlow:Security:AllowInsecure = true");
        allowed.Services.GetRequiredService<HostLog>().Lines.ShouldContain(line => line.StartsWith(address + " can be reached", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.8.9.10:8080")]
    [InlineData("https://[::1]:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://unix:/tmp/packetflow.sock")]
    public async Task Address_of_this_machine_needs_no_leave(string address)
    {
        await using WebApplication application = Application(address, allowed: false);

        await application.StartAsync();

        application.Services.GetRequiredService<HostLog>().Lines.ShouldNotContain(static line => line.Contains("can be reached", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_address_that_others_reach_is_told_at_once()
    {
        await using WebApplication application = Application("http://0.0.0.0:1;http://127.0.0.1:2;http://10.0.0.1:3", allowed: false);

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => application.StartAsync());

        failure.Failures.Select(static line => line.Split('\'')[1]).ShouldBe(["http://0.0.0.0:1", "http://10.0.0.1:3"]);
    }

    [Fact]
    public async Task Web_server_that_serves_nothing_of_ours_listens_where_it_likes()
    {
        await using WebApplication application = Application("http://0.0.0.0:8080", allowed: false, maps: false);

        await application.StartAsync();
    }

    [Fact]
    public async Task Doors_are_shut_until_it_is_known_where_the_web_server_listens()
    {
        var early = new EarlyCaller();
        await using RunningHost host = await RunningHost.StartAsync(
            [], (services, _) => services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(provider => early.With(provider))), NumberHandler.Echo);
        using var http = new HttpClient { BaseAddress = host.Http };

        early.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Web_servers_own_addresses_go_before_the_default_one()
    {
        await using WebApplication application = Build(("urls", "http://127.0.0.1:0"));

        await application.StartAsync();

        application.Services.GetRequiredService<ReactorHealth>().Addresses.Count(static address => address.StartsWith("http", StringComparison.Ordinal)).ShouldBe(1);
        application.Urls.ShouldHaveSingleItem().ShouldNotBe("http://127.0.0.1:8443");
        application.Services.GetRequiredService<HostLog>().Lines.ShouldContain(static line => line.Contains("set PacketFlow:Listen:Http to have both", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Addresses_that_are_added_in_code_go_before_the_default_one()
    {
        await using WebApplication application = Build();
        application.Urls.Add("http://127.0.0.1:0");

        await application.StartAsync();

        application.Urls.ShouldHaveSingleItem().ShouldNotBe("http://127.0.0.1:8443");
    }

    [Fact]
    public async Task Ports_that_a_containers_image_sets_go_before_the_default_one_and_reach_other_machines()
    {
        await using WebApplication application = Build(("HTTP_PORTS", "0"));

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => application.StartAsync());

        failure.Failures.ShouldHaveSingleItem().ShouldMatch(@"^The web server listens on 'http://(\[::\]|0\.0\.0\.0):");
        failure.Message.ShouldContain("HTTP_PORTS");
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", "PacketFlow:Listen:Http")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.2:0", "PacketFlow:Listen:Http")]
    [InlineData("http://127.0.0.1:0", "PacketFlow:Listen:Http2")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.2:0", "PacketFlow:Listen:Http2")]
    public async Task Web_servers_own_addresses_stand_beside_one_that_is_set(string own, string key)
    {
        await using WebApplication application = Build(("urls", own), (key, "http://127.0.0.3:0"));

        await application.StartAsync();

        application.Urls.Select(static address => new Uri(address).Host)
            .ShouldBe([.. own.Split(';').Select(static address => new Uri(address).Host), "127.0.0.3"]);
        foreach (Uri address in application.Urls.Select(static address => new Uri(address)))
        {
            bool isHttp2 = key.EndsWith('2') && address.Host == "127.0.0.3";
            using var http = new HttpClient { DefaultRequestVersion = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
            (await http.GetAsync(new Uri(address, "/health"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        application.Services.GetRequiredService<HostLog>().Lines.ShouldNotContain(static line => line.Contains("Overriding address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Socket_of_the_web_server_stands_beside_an_address_that_is_set()
    {
        string socket = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using WebApplication application = Build(("urls", "http://unix:" + socket), ("PacketFlow:Listen:Http", "http://127.0.0.1:0"));

        await application.StartAsync();

        application.Urls.Count.ShouldBe(2);
        File.Exists(socket).ShouldBeTrue();
    }

    [Fact]
    public async Task Address_that_is_set_in_both_places_is_listened_on_once()
    {
        string address = $"http://127.0.0.4:{FreePort(IPAddress.Parse("127.0.0.4"))}";
        await using WebApplication application = Build(("urls", address), ("PacketFlow:Listen:Http", address));

        await application.StartAsync();

        application.Urls.ShouldHaveSingleItem().ShouldBe(address);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0/shop")]
    [InlineData("ftp://127.0.0.1:0")]
    public async Task Own_address_that_cannot_stand_beside_ours_stops_the_start(string own)
    {
        await using WebApplication application = Build(("urls", own), ("PacketFlow:Listen:Http", "http://127.0.0.1:0"));

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => application.StartAsync());

        failure.Message.ShouldContain("The web server cannot listen on '" + own);
    }

    [Fact]
    public async Task Kestrels_endpoints_stand_beside_an_address_that_is_set()
    {
        await using WebApplication application = Build(("Kestrel:Endpoints:Own:Url", "http://127.0.0.1:0"), ("PacketFlow:Listen:Http", "http://127.0.0.1:0"));

        await application.StartAsync();

        application.Urls.Count.ShouldBe(2);
        foreach (string address in application.Urls)
        {
            using var http = new HttpClient();
            (await http.GetAsync(new Uri(address + "/health"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Kestrels_endpoints_go_before_the_default_one()
    {
        await using WebApplication application = Build(("Kestrel:Endpoints:Own:Url", "http://127.0.0.1:0"));

        await application.StartAsync();

        application.Urls.ShouldHaveSingleItem().ShouldNotBe("http://127.0.0.1:8443");
    }

    // Nobody else uses that loopback address, so the port stays free.
    private static int FreePort(IPAddress address)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static WebApplication Application(string addresses, bool allowed, bool maps = true) => Build(
        addresses.Split(';'), maps, ("PacketFlow:Security:AllowInsecure", allowed ? "true" : "false"));

    private static WebApplication Build(params (string Key, string Value)[] settings) => Build([], maps: true, settings);

    private static WebApplication Build(string[] addresses, bool maps, params (string Key, string Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        var lines = new HostLog();
        builder.Logging.ClearProviders().AddProvider(lines);
        builder.Services.AddSingleton(lines);
        builder.Configuration.AddInMemoryCollection([
            KeyValuePair.Create("PacketFlow:Listen:Tcp", (string?)"off"),
            .. settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
        ]);
        builder.AddPacketFlow(static _ => { });
        if (addresses.Length > 0)
        {
            builder.Services.AddSingleton<IServer>(new ListeningServer(addresses));
        }

        WebApplication application = builder.Build();
        if (maps)
        {
            application.MapPacketFlow();
        }

        return application;
    }

    /// <summary>Asks as soon as the web server listens, before the host has started.</summary>
    private sealed class EarlyCaller : IHostedLifecycleService
    {
        private IServiceProvider _services = null!;

        public HttpStatusCode Status { get; private set; }

        public EarlyCaller With(IServiceProvider services)
        {
            _services = services;
            return this;
        }

        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            var addresses = _services.GetRequiredService<IServer>().Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!;
            using var http = new HttpClient();
            using HttpResponseMessage response = await http.GetAsync(new Uri(addresses.Addresses.First() + "/health"), cancellationToken);
            Status = response.StatusCode;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
