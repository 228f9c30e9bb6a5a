using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PacketFlow.Hosting;

namespace PacketFlow.Client;

public class TcpClientTests : ClientContract
{
    protected override async Task<IPacketFlowClient> ConnectAsync(IHost host) =>
        await PacketFlowClient.ConnectAsync(host.Services.GetRequiredService<ReactorHealth>().Addresses[0]);
}
