using PacketFlow.Transport;

namespace PacketFlow.Client;

public class WebSocketClientTests : ClientContract
{
    private protected override async Task<IPacketFlowClient> ConnectAsync(RunningHost host) =>
        await PacketFlowClient.ConnectAsync($"ws://{host.Http.Authority}", cancellationToken: TestContext.Current.CancellationToken);
}
