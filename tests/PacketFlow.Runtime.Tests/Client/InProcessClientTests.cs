using PacketFlow.Transport;

namespace PacketFlow.Client;

public class InProcessClientTests : ClientContract
{
    private protected override Task<IPacketFlowClient> ConnectAsync(RunningHost host) => Task.FromResult(host.Client);
}
