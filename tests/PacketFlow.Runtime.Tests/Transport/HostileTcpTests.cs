using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>Peers over TCP that flood, dawdle, lie about lengths and leave; and what they leave behind.</summary>
public sealed class HostileTcpTests(BesiegedHost besieged) : IClassFixture<BesiegedHost>
{
    /// <summary>What speaks another protocol here: its first four bytes are no length that is allowed.</summary>
    public static TheoryData<string, string> Strangers => new()
    {
        { "HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
        { "TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003" },
        { "SSH", "SSH-2.0-OpenSSH_9.9\r\n" },
        { "JSON", """{"type":"submit","seq":1}""" },
        { "length with its top bit", "\u0080\u0000\u0000\u0000" },
        { "length one above the limit", "\u0000\u0001\u0011\u0071" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Stranger_is_told_that_its_frame_is_too_long_and_which_key_says_so(string name, string text)
    {
        await using TcpPeer peer = await besieged.Host.ConnectAsync();

        await peer.SendRawAsync(Encoding.Latin1.GetBytes(text));

        JsonNode answer = (await peer.ReceiveAsync()).ShouldNotBeNull(name);
        ((int)answer["s"]!, (string?)answer["d"]!["code"]).ShouldBe((0, "PF413"), name);
        ((string)answer["d"]!["message"]!).ShouldContain("PacketFlow:Limits:frame_bytes");
        (await peer.ReceiveAsync()).ShouldBeNull(name);
        await besieged.ShouldServeAsync();
    }

    [Fact]
    public async Task Frame_that_comes_byte_by_byte_is_answered()
    {
        await using TcpPeer peer = await besieged.Host.ConnectAsync();

        foreach (byte one in TcpPeer.Submit(3, "df", "echo"))
        {
            await peer.SendRawAsync([one]);
        }

        ((int)(await peer.ReceiveAsync())!["d"]!["data"]!).ShouldBe(3);
    }

    [Fact]
    public async Task Announced_frame_that_does_not_come_takes_no_room()
    {
        var wire = new ScriptedWire();
        await using var connections = new ConnectionSet(
            besieged.Host.Reactor, new ConnectionSettings(), (UnfinishedRoom)besieged.Host.Services.GetService(typeof(UnfinishedRoom))!,
            (ReactorMetrics)besieged.Host.Services.GetService(typeof(ReactorMetrics))!, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        Task serving = connections.ServeAsync(wire, new LengthFraming(1024 * 1024), TransportKind.Tcp);

        // The head of a frame of 1 MiB, and then 20 bytes of it.
        await wire.GiveAsync([0, 0x10, 0, 0]);
        for (int i = 0; i < 20; i++)
        {
            await wire.GiveAsync([0xC0]);
        }

        await wire.GiveAsync([]);
        await serving;
        wire.LargestRoom.ShouldBeLessThanOrEqualTo(2048);
    }

    [Fact]
    public async Task Atoms_of_twenty_thousand_names_leave_no_trace()
    {
        await using TcpPeer peer = await besieged.Host.ConnectAsync();
        int Lines() => Prometheus().Count(static letter => letter == '\n');
        int before = Lines();

        for (int batch = 0; batch < 20; batch++)
        {
            int first = batch * 1000;
            await peer.SendAsync("""{"t":6,"s":1,"atoms":[""" + string.Join(',', Enumerable.Range(first, 1000).Select(static i => $$"""{"id":"{{i}}","g":"df","e":"e{{i}}"}""")) + "]}");
            for (int i = 0; i < 1000; i++)
            {
                (await peer.CodeAsync()).ShouldBe("PF001");
            }
        }

        Lines().ShouldBe(before);
        besieged.Host.Reactor.Elements.Count().ShouldBeLessThan(30);
        await besieged.ShouldServeAsync();
    }

    [Fact]
    public async Task Garbage_never_ends_anything_but_its_connection()
    {
        var random = new Random(20_260_101);
        byte[] good = TcpPeer.Submit(3, "df", "flow", "\"p\":3,\"ttl\":5,\"cid\":\"c\",");
        for (int trial = 0; trial < 400; trial++)
        {
            byte[] bytes = [.. good, .. good];
            for (int flips = random.Next(1, 6); flips > 0; flips--)
            {
                // The lengths stay, so that the parser sees what is behind them.
                int at = random.Next(4, good.Length) + (random.Next(2) * good.Length);
                bytes[at] = (byte)random.Next(256);
            }

            await using TcpPeer peer = await besieged.Host.ConnectAsync();
            await peer.SendRawAsync(bytes);
            peer.EndSending();
            while (await peer.ReceiveAsync() is { } answer)
            {
                ((int)answer["t"]!).ShouldBeOneOf([2, 3], $"trial {trial}");
            }
        }

        await besieged.ShouldServeAsync();
        await besieged.ShouldHaveForgottenTheRestAsync();
    }

    [Fact]
    public async Task Peers_that_come_and_go_leave_nothing_behind()
    {
        for (int i = 0; i < 200; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, besieged.Host.Tcp.Port);
            await socket.SendAsync(TcpPeer.Submit(i, "df", "echo").AsMemory(0, 1 + (i % 30)));
            if (i % 2 == 0)
            {
                // No farewell: a reset.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }

        await besieged.ShouldHaveForgottenTheRestAsync();
        await besieged.ShouldServeAsync();
    }

    [Fact]
    public async Task Peer_that_is_cut_off_will_be_found_out()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc/net/tcp");
        using var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await tcp.ConnectAsync(IPAddress.Loopback, besieged.Host.Tcp.Port);
        await using WebSocketPeer webSocket = await besieged.Host.ConnectWebSocketAsync();
        await tcp.SendAsync(TcpPeer.Submit(1, "df", "echo"));
        await tcp.ReceiveAsync(new byte[100]);
        await webSocket.AskAsync("""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"echo","data":5}}""");

        await ShouldProbeAsync(besieged.Host.Tcp.Port, ((IPEndPoint)tcp.LocalEndPoint!).Port);
        await ShouldProbeAsync(besieged.Host.Http.Port, webSocket.Port);
    }

    // The column of timers: 02 is the one for probes of a silent peer. While something waits for its acknowledgement there is another.
    private static async Task ShouldProbeAsync(int local, int remote)
    {
        string start = $"{Address(local)} {Address(remote)} 01 ";
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (!File.ReadLines("/proc/net/tcp").Any(line => line.Contains(start, StringComparison.Ordinal) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[5].StartsWith("02:", StringComparison.Ordinal)))
        {
            late.IsCancellationRequested.ShouldBeFalse($"no probes between {local} and {remote}");
            await Task.Yield();
        }
    }

    private static string Address(int port) => $"0100007F:{port:X4}";

    private string Prometheus()
    {
        var text = new System.Buffers.ArrayBufferWriter<byte>();
        PrometheusText.Write((ReactorMetrics)besieged.Host.Services.GetService(typeof(ReactorMetrics))!, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
