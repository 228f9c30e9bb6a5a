using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Client;

namespace PacketFlow.Transport;

/// <summary>What a message says beside its atom: to whom it goes, and how long it may wait.</summary>
public class AddressTests
{
    [Theory]
    [InlineData("""{"t":1,"s":7,"dst":5,"d":{"id":"a","g":"df","e":"echo","d":1}}""", "a")]
    [InlineData("""{"v":1,"t":1,"s":7,"ts":1,"src":0,"dst":5,"d":{"id":"a","g":"df","e":"echo","d":1}}""", "a")]
    [InlineData("""{"t":6,"s":7,"dst":65535,"atoms":[{"id":"a","g":"df","e":"echo","d":1}]}""", null)]
    public async Task Reactor_that_is_not_here_is_PF404_and_the_connection_stays(string message, string? id)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode refusal = (await peer.AskAsync(message))!;

        ((int)refusal["s"]!, (string?)refusal["d"]!["code"], (string?)refusal["d"]!["category"]).ShouldBe((7, "PF404", "routing"));
        ((string?)refusal["d"]!["atom_id"]).ShouldBe(id);
        ((string?)refusal["d"]!["message"])!.ShouldEndWith("send 0, or leave it out.");
        await peer.SendRawAsync(TcpPeer.Submit(2, "df", "echo"));
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Time_to_live_below_zero_is_PF003_and_the_connection_stays()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "echo", "\"ttl\":-1,"));

        JsonNode refusal = (await peer.ReceiveAsync())!["d"]!;
        ((string?)refusal["code"], (string?)refusal["atom_id"]).ShouldBe(("PF003", "1"));
        ((string?)refusal["message"])!.ShouldStartWith("ttl: expected seconds");
        await peer.SendRawAsync(TcpPeer.Submit(2, "df", "echo", "\"ttl\":1e300,"));
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Atom_without_a_time_to_live_may_wait_as_long_as_it_may_take()
    {
        var time = new VirtualTime();
        var gate = new Gate();
        var element = new Element<int, int>(AtomGroup.Cf, "wait") { Timeout = TimeSpan.FromSeconds(300), MaxTimeout = TimeSpan.FromSeconds(600) };
        await using RunningHost host = await RunningHost.StartAsync(
            [], (services, _) => services.AddSingleton<TimeProvider>(time), new NumberHandler(element, (value, call) => value == 1 ? gate.WaitAsync(value, call) : new(value)));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync([.. TcpPeer.Submit(1, "cf", "wait"), .. TcpPeer.Submit(2, "cf", "wait"), .. TcpPeer.Submit(3, "cf", "wait", "\"ttl\":31,")]);
        await gate.Entered;
        await peer.AskAsync("""{"t":4,"s":9}""");

        time.Advance(TimeSpan.FromSeconds(40));

        (await peer.CodeAsync()).ShouldBe("PF004");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
        (await peer.CodeAsync()).ShouldBeNull();
    }
}
