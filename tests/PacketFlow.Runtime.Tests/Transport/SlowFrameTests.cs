using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>Frames that are begun and not gone on with: they end their connection, and no slow but honest peer's does.</summary>
public class SlowFrameTests
{
    [Theory]
    [InlineData("TCP")]
    [InlineData("WebSocket")]
    [InlineData("WebSocket in parts")]
    public async Task Frame_of_which_next_to_nothing_comes_ends_its_connection_at_the_second_look(string way)
    {
        var time = new SteppedTime();
        await using RunningHost host = await RunningHost.StartAsync([], (services, _) => services.AddSingleton<TimeProvider>(time), NumberHandler.Echo);
        await using ConnectionSet connections = Connections(host);
        byte[] frame = FrameOf(way);
        ScriptedWire slow = new(), diligent = new(), silent = new();
        Task[] serving = [.. ((ScriptedWire[])[slow, diligent, silent]).Select(wire => connections.ServeAsync(wire, FramingOf(way), TransportKind.Tcp))];
        await GiveAsync(slow, frame.AsMemory(0, 30));
        await GiveAsync(diligent, frame.AsMemory(0, 30));

        time.Advance(TimeSpan.FromSeconds(10));
        await GiveAsync(slow, frame.AsMemory(30, 1));
        await GiveAsync(diligent, frame.AsMemory(30, 2400));
        slow.Closed.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(10));

        await serving[0].WaitAsync(TcpPeer.Patience);
        string told = Encoding.Latin1.GetString([.. slow.Sent]);
        told.ShouldContain("PF408");
        (way == "TCP" || told.EndsWith("\u0088\u0002\u0003\u00f0", StringComparison.Ordinal)).ShouldBeTrue();
        (diligent.Closed.IsCompleted, silent.Closed.IsCompleted).ShouldBe((false, false));
        diligent.Close();
        silent.Close();
        await Task.WhenAll(serving);
    }

    [Theory]
    [InlineData("TCP")]
    [InlineData("WebSocket")]
    [InlineData("WebSocket in parts")]
    public async Task Short_frames_that_come_in_two_halves_are_served_however_slow_they_follow(string way)
    {
        var time = new SteppedTime();
        await using RunningHost host = await RunningHost.StartAsync([], (services, _) => services.AddSingleton<TimeProvider>(time), NumberHandler.Echo);
        await using ConnectionSet connections = Connections(host);
        byte[] frame = FrameOf(way, 200);
        var wire = new ScriptedWire();
        Task serving = connections.ServeAsync(wire, FramingOf(way), TransportKind.Tcp);
        await GiveAsync(wire, frame.AsMemory(0, 100));
        for (int i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await GiveAsync(wire, (byte[])[.. frame[100..], .. frame[..100]]);
            await wire.SentAsync();
        }

        wire.Closed.IsCompleted.ShouldBeFalse();
        wire.Close();
        await serving;
    }

    private static ConnectionSet Connections(RunningHost host) => new(
        host.Reactor, new ConnectionSettings(), host.Services.GetRequiredService<UnfinishedRoom>(), host.Services.GetRequiredService<ReactorMetrics>(), NullLoggerFactory.Instance);

    private static byte[] FrameOf(string way, int length = 20_000)
    {
        byte[] ping = PacketCodec.FromJson($$"""{"t":4,"s":1,"pad":"{{new string('x', length)}}"}""");
        return way switch
        {
            "TCP" => TcpPeer.Frame(ping),
            "WebSocket" => WebSocketPeer.Frame(0x82, ping),
            _ => [.. WebSocketPeer.Frame(0x02, ping.AsSpan(0, 10)), .. WebSocketPeer.Frame(0x80, ping.AsSpan(10))],
        };
    }

    private static Framing FramingOf(string way) => way == "TCP" ? new LengthFraming(1024 * 1024) : new WebSocketFraming(1024 * 1024);

    private static async Task GiveAsync(ScriptedWire wire, ReadOnlyMemory<byte> bytes)
    {
        foreach (byte[] some in bytes.ToArray().Chunk(1000))
        {
            await wire.GiveAsync(some);
        }

        await wire.WaitsAsync();
    }
}
