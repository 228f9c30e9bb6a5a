using PacketFlow.Observability;

namespace PacketFlow.Client;

public sealed partial class ConnectionTests
{
    [Fact]
    public async Task Lost_connection_is_PF504_for_what_was_sent()
    {
        await using PacketFlowClient client = await ConnectAsync();
        ValueTask<AtomResult<int>> once = client.TrySubmitAsync(Ask, 1);
        ValueTask<AtomResult<int>> repeatable = client.TrySubmitAsync(AskAgain, 1);
        await _peer.ReceiveAsync();
        await _peer.ReceiveAsync();

        _peer.Drop();

        PacketFlowException fatal = (await once).Error!, retryable = (await repeatable).Error!;
        (fatal.Code, fatal.Category).ShouldBe(("PF504", ErrorCategory.Fatal));
        (retryable.Code, retryable.Category).ShouldBe(("PF504", ErrorCategory.Retryable));
    }

    [Fact]
    public async Task Lost_connection_is_made_again_and_what_waits_is_sent_then()
    {
        await using PacketFlowClient client = await ConnectAsync();
        await LoseAsync(client);
        await _time.WaitsAsync(TimeSpan.FromSeconds(1));
        ValueTask<int> waiting = client.SubmitAsync(Ask, 7);

        _time.Advance(TimeSpan.FromSeconds(1.1));
        await _peer.AcceptAsync();
        await _peer.ResultAsync((await _peer.ReceiveAsync()).Sequence, 70);

        (await waiting).ShouldBe(70);
    }

    [Fact]
    public async Task Lost_connection_is_PF503_for_what_waits_longer_than_its_timeout()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { ReconnectDelay = TimeSpan.FromSeconds(30) });
        await LoseAsync(client);
        await _time.WaitsAsync(TimeSpan.FromSeconds(30));
        ValueTask<AtomResult<int>> waiting = client.TrySubmitAsync(Ask, 7);

        _time.Advance(TimeSpan.FromSeconds(5.1));

        PacketFlowException failure = (await waiting).Error!;
        (failure.Code, failure.Category).ShouldBe(("PF503", ErrorCategory.Retryable));
        failure.AtomId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Lost_and_restored_connections_are_told()
    {
        var lines = new LogLines();
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { LoggerFactory = lines });
        await LoseAsync(client);
        await _time.WaitsAsync(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(1.1));
        await _peer.AcceptAsync();
        ValueTask<int> next = client.SubmitAsync(Ask, 7);
        await _peer.ResultAsync((await _peer.ReceiveAsync()).Sequence, 70);
        await next;

        lines.Events.ShouldBe([EventIds.ClientConnected, EventIds.ClientLost, EventIds.ClientReconnected]);
    }

    private async Task LoseAsync(PacketFlowClient client)
    {
        ValueTask<AtomResult<int>> pending = client.TrySubmitAsync(Ask, 1);
        await _peer.ReceiveAsync();
        _peer.Drop();
        (await pending).Error!.Code.ShouldBe("PF504");
    }
}
