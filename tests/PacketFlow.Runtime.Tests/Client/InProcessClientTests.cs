using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PacketFlow.Client;

public class InProcessClientTests : ClientContract
{
    protected override Task<IPacketFlowClient> ConnectAsync(IHost host) => Task.FromResult(host.Services.GetRequiredService<IPacketFlowClient>());
}
