using PacketFlow.Protocol;

namespace PacketFlow.Client;

public sealed partial class ConnectionTests
{
    [Fact]
    public async Task Connect_where_nobody_is_is_PF503()
    {
        string address = _peer.Address;
        _peer.Dispose();

        (await Should.ThrowAsync<PacketFlowException>(() => PacketFlowClient.ConnectAsync(address))).Code.ShouldBe("PF503");
    }

    [Theory]
    [InlineData("127.0.0.1:8444")]
    [InlineData("http://127.0.0.1:8444")]
    [InlineData("tcp://127.0.0.1:8444/path")]
    [InlineData("tcp://127.0.0.1:0")]
    [InlineData("ws://user:secret@127.0.0.1:8443")]
    [InlineData("wss://127.0.0.1:8443/#part")]
    public async Task Connect_to_no_address_says_what_one_is(string address) =>
        (await Should.ThrowAsync<ArgumentException>(() => PacketFlowClient.ConnectAsync(address))).Message.ShouldContain("tcp://host:port");

    [Theory]
    [InlineData("tcp://localhost", "localhost", 8444, null, false)]
    [InlineData("ws://flow.example.org", "flow.example.org", 80, "/packetflow/v1", false)]
    [InlineData("wss://flow.example.org/a/b?c=d", "flow.example.org", 443, "/a/b?c=d", true)]
    [InlineData("ws://[::1]:8443/", "::1", 8443, "/packetflow/v1", false)]
    public void Address_has_its_defaults(string text, string host, int port, string? target, bool isSecure) =>
        ServerAddress.Parse(text).ShouldBe(new ServerAddress(text, host, port, target, isSecure));

    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1.1)]
    public void Backoff_grows_to_its_limit_with_a_tenth_of_jitter(double chance, double factor)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), new Chance(chance));

        foreach (double expected in (double[])[1, 1.6, 2.56, 4.096, 6.5536, 10.48576, 16.777216, 26.8435456, 30, 30])
        {
            backoff.Next().TotalSeconds.ShouldBe(factor * expected, 1e-6);
        }

        backoff.Reset();
        backoff.Next().TotalSeconds.ShouldBe(factor, 1e-6);
    }

    [Fact]
    public async Task Key_is_the_first_message_and_atoms_follow_when_it_was_taken()
    {
        Task<PacketFlowClient> connecting = PacketFlowClient.ConnectAsync(_peer.Address, new PacketFlowClientOptions { Key = "k1" }, TestContext.Current.CancellationToken);
        await _peer.AcceptAsync();
        ScriptedPeer.Received hello = await _peer.ReceiveAsync();

        (hello.Type, hello.Data["key"].AsString()).ShouldBe((MessageType.Hello, "k1"));
        connecting.IsCompleted.ShouldBeFalse();
        await _peer.ResultAsync(hello.Sequence, 0);
        await (await connecting).DisposeAsync();
    }

    [Fact]
    public async Task Key_that_is_not_taken_is_the_peers_error()
    {
        Task<PacketFlowClient> connecting = PacketFlowClient.ConnectAsync(_peer.Address, new PacketFlowClientOptions { Key = "k1" }, TestContext.Current.CancellationToken);
        await _peer.AcceptAsync();
        await _peer.ErrorAsync((await _peer.ReceiveAsync()).Sequence, "PF401");

        (await Should.ThrowAsync<PacketFlowException>(() => connecting)).Code.ShouldBe("PF401");
        (await _peer.IsClosedAsync()).ShouldBeTrue();
    }

    [Fact]
    public void Key_is_not_in_the_text_of_the_options() => new PacketFlowClientOptions { Key = "secret" }.ToString().ShouldNotContain("secret");
}
