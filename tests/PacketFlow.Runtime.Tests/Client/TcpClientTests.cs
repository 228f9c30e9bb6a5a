using PacketFlow.Transport;

namespace PacketFlow.Client;

public class TcpClientTests : ClientContract
{
    private protected override async Task<IPacketFlowClient> ConnectAsync(RunningHost host) =>
        await PacketFlowClient.ConnectAsync($"tcp://{host.Tcp.Authority}", cancellationToken: TestContext.Current.CancellationToken);
}
