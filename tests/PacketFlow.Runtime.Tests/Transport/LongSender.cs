using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>A peer that sends a long atom in two halves.</summary>
internal abstract class LongSender : IAsyncDisposable
{
    /// <summary>So many bytes of it come first.</summary>
    protected const int Half = 200_000;

    /// <summary>An atom of 250,000 bytes.</summary>
    protected static string Atom { get; } = $$"""{"id":"long","g":"df","e":"flow","d":"{{new string('x', 249_900)}}"}""";

    /// <summary>What its first half takes where it arrives.</summary>
    public virtual int Taken => 256 * 1024;

    /// <summary>How many there may be at once: while the half of a WebSocket's part arrives it stands in a buffer of 256 KiB.</summary>
    public int Fit(int limit) => ((limit - (256 * 1024)) / Taken) + 1;

    public static async Task<LongSender> ConnectAsync(string way, RunningHost host) => way switch
    {
        "TCP" => new Tcp(await host.ConnectAsync()),
        "WebSocket" => new InOneFrame(await host.ConnectWebSocketAsync()),
        "WebSocket in parts" => new InParts(await host.ConnectWebSocketAsync()),
        _ => await Http.ConnectAsync(host),
    };

    public abstract Task BeginAsync();

    public abstract Task EndAsync();

    /// <summary>The code that it is answered with, or <c>ok</c>; and how its connection ends, if it does.</summary>
    public abstract Task<string> AnswerAsync();

    public abstract ValueTask DisposeAsync();

    private static byte[] Message() => PacketCodec.FromJson($$"""{"t":1,"s":7,"d":{{Atom}}}""");

    private static string CodeIn(JsonNode message) => (string?)message["d"]!["code"] is { } code ? $"{code} to {message["s"]}" : "ok";

    private sealed class Tcp(TcpPeer peer) : LongSender
    {
        private readonly byte[] _frame = TcpPeer.Frame(Message());

        public override Task BeginAsync() => peer.SendRawAsync(_frame[..Half]);

        public override Task EndAsync() => peer.SendRawAsync(_frame[Half..]);

        public override async Task<string> AnswerAsync()
        {
            string told = CodeIn((await peer.ReceiveAsync())!);
            return told == "ok" ? told : $"{told}, {await peer.CodeAsync()}";
        }

        public override ValueTask DisposeAsync() => peer.DisposeAsync();
    }

    private class InOneFrame(WebSocketPeer peer) : LongSender
    {
        private readonly byte[] _frame = WebSocketPeer.Frame(0x82, Message());

        public override Task BeginAsync() => peer.SendRawAsync(_frame[..Half]);

        public override Task EndAsync() => peer.SendRawAsync(_frame[Half..]);

        public override async Task<string> AnswerAsync()
        {
            string told = CodeIn(JsonNode.Parse(PacketCodec.ToJson((await peer.ReceiveAsync())!.Value.Payload))!);
            return told == "ok" ? told : $"{told}, {await peer.CloseCodeAsync()}";
        }

        public override ValueTask DisposeAsync() => peer.DisposeAsync();
    }

    private sealed class InParts(WebSocketPeer peer) : InOneFrame(peer)
    {
        private readonly WebSocketPeer _peer = peer;

        public override int Taken => Half;

        public override Task BeginAsync() => _peer.SendRawAsync(WebSocketPeer.Frame(0x02, Message().AsSpan(0, Half)));

        public override Task EndAsync() => _peer.SendRawAsync(WebSocketPeer.Frame(0x80, Message().AsSpan(Half)));
    }

    private sealed class Http(Socket socket) : LongSender
    {
        private readonly byte[] _body = PacketCodec.FromJson(Atom);

        // Its room begins with a byte more than 64 KiB and doubles.
        public override int Taken => 4 * ((64 * 1024) + 1);

        public static async Task<LongSender> ConnectAsync(RunningHost host)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, host.Http.Port);
            return new Http(socket);
        }

        public override async Task BeginAsync()
        {
            await SendAsync(Encoding.ASCII.GetBytes($"POST /atoms HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/msgpack\r\nContent-Length: {_body.Length}\r\n\r\n"));
            await SendAsync(_body.AsMemory(0, Half));
        }

        public override Task EndAsync() => SendAsync(_body.AsMemory(Half));

        public override async Task<string> AnswerAsync()
        {
            string answer = await BesiegedHost.ReadAsync(socket, "\r\n\r\n");
            return answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? "ok"
                : $"{answer[9..12]} {(answer.Contains("Retry-After: 1\r\n", StringComparison.Ordinal) ? "in 1 s" : "")} {(answer.Contains("PF429", StringComparison.Ordinal) ? "PF429" : "")}";
        }

        public override ValueTask DisposeAsync()
        {
            socket.Dispose();
            return default;
        }

        private async Task SendAsync(ReadOnlyMemory<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await socket.SendAsync(bytes)..];
            }
        }
    }
}
