using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PacketFlow.Generated.Tests;

/// <summary>A host with the elements of this program and of its libraries.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    private readonly IHost _host;

    public RunningHost()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Configuration["PacketFlow:Listen:Tcp"] = "off";
        builder.AddPacketFlow(static flow => flow.AddElements());
        _host = builder.Build();
    }

    public IPacketFlowClient Client => _host.Services.GetRequiredService<IPacketFlowClient>();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
