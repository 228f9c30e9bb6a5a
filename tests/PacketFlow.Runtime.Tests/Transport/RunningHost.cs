using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFlow.CompilerServices;
using PacketFlow.Hosting;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>A whole host on free ports of the loopback, with elements written by hand.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public IPacketFlowClient Client => Services.GetRequiredService<IPacketFlowClient>();

    public LocalReactor Reactor => Services.GetRequiredService<LocalReactor>();

    public Uri Http => Address("http");

    public Uri Tcp => Address("tcp");

    public static Task<RunningHost> StartAsync(params ElementHandler[] handlers) => StartAsync([], static (_, _) => { }, handlers);

    public static async Task<RunningHost> StartAsync(
        Dictionary<string, string?> settings, Action<IServiceCollection, IPacketFlowBuilder> configure, params ElementHandler[] handlers)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        settings.TryAdd("PacketFlow:Listen:Tcp", "tcp://127.0.0.1:0");
        settings["PacketFlow:Listen:Http"] = "http://127.0.0.1:0";
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddPacketFlow(flow =>
        {
            flow.Add(new Module(handlers));
            configure(builder.Services, flow);
        });
        WebApplication app = builder.Build();
        app.MapPacketFlow();
        await app.StartAsync();
        return new RunningHost(app);
    }

    public Task<TcpPeer> ConnectAsync() => TcpPeer.ConnectAsync(Tcp);

    public Task<WebSocketPeer> ConnectWebSocketAsync() => WebSocketPeer.ConnectAsync(Http);

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Uri Address(string scheme) =>
        new(Services.GetRequiredService<ReactorHealth>().Addresses.First(address => address.StartsWith(scheme + "://", StringComparison.Ordinal)));

    private sealed class Module(ElementHandler[] handlers) : IPacketFlowModule
    {
        public string Name => "Tests";

        public IReadOnlyList<ElementHandler> Handlers => handlers;
    }
}
