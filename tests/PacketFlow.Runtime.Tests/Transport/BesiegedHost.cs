using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>One host for many hostile peers, with healthy ones at two of its doors that must not notice.</summary>
public sealed class BesiegedHost : IAsyncLifetime
{
    public const int MaxFrame = 70_000;

    private TcpPeer _tcp = null!;
    private WebSocketPeer _webSocket = null!;

    internal RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:frame_bytes"] = MaxFrame.ToString(CultureInfo.InvariantCulture) },
            static (_, _) => { },
            NumberHandler.Echo,
            new EchoHandler(new Element<FlowValue, FlowValue>(AtomGroup.Df, "flow")));
        _tcp = await Host.ConnectAsync();
        _webSocket = await Host.ConnectWebSocketAsync();
    }

    /// <summary>Asks the healthy peers' questions: each gets its answer, over the connection that it has had all along.</summary>
    internal async Task ShouldServeAsync()
    {
        ((int)(await _tcp.AskAsync("""{"t":1,"s":77,"d":{"id":"healthy","g":"df","e":"echo","d":5}}"""))!["d"]!["data"]!).ShouldBe(5);
        JsonNode? answer = await _webSocket.AskAsync("""{"type":"submit","seq":77,"payload":{"id":"healthy","group":"df","element":"echo","data":5}}""");
        ((int)answer!["payload"]!["data"]!).ShouldBe(5);
    }

    /// <summary>Done when nothing is left of the others: no atom, no connection, no socket.</summary>
    internal async Task ShouldHaveForgottenTheRestAsync()
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        var connections = (ConnectionSet)Host.Services.GetService(typeof(ConnectionSet))!;
        while (connections.Count > 2 || Host.Reactor.InFlight > 0 || Sockets() > 2)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>A raw connection to the web server.</summary>
    internal async Task<Socket> ConnectHttpAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Host.Http.Port);
        return socket;
    }

    /// <summary>Sends some text, and reads until the other side ends the connection.</summary>
    internal async Task<string> TellHttpAsync(string text)
    {
        using Socket socket = await ConnectHttpAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(text));
        return await ReadAsync(socket, until: null);
    }

    /// <summary>Reads an answer until it has a head and holds some text, or to its end.</summary>
    internal static async Task<string> ReadAsync(Socket socket, string? until)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        var received = new StringBuilder();
        byte[] buffer = new byte[8192];
        try
        {
            while (await socket.ReceiveAsync(buffer, late.Token) is > 0 and var read)
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, read));
                string text = received.ToString();
                if (until is not null && text.Contains("\r\n\r\n", StringComparison.Ordinal) && text.Contains(until, StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (SocketException)
        {
            // The other side had more of ours to read when it ended.
        }

        return received.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _tcp.DisposeAsync();
        await _webSocket.DisposeAsync();
        await Host.DisposeAsync();
    }

    // The sockets that this host holds at its two doors: open ones, and ones that only their peer has closed.
    private int Sockets() => !OperatingSystem.IsLinux() ? 0 : File.ReadLines("/proc/net/tcp").Skip(1).Count(line =>
    {
        string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int port = int.Parse(columns[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (port == Host.Tcp.Port || port == Host.Http.Port) && columns[3] is "01" or "08";
    });
}
