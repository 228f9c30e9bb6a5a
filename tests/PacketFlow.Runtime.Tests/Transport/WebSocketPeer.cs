using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>The other end of a WebSocket, which sends what it likes.</summary>
internal sealed class WebSocketPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpClient _client;

    private WebSocketPeer(TcpClient client) => (_client, Stream) = (client, client.GetStream());

    public int Port => ((System.Net.IPEndPoint)_client.Client.LocalEndPoint!).Port;

    private NetworkStream Stream { get; }

    public static async Task<WebSocketPeer> ConnectAsync(Uri address)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port);
        var peer = new WebSocketPeer(client);
        await peer.SendRawAsync(Encoding.ASCII.GetBytes(
            $"GET /packetflow/v1 HTTP/1.1\r\nHost: {address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await client.GetStream().ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        head.ToString().ShouldStartWith("HTTP/1.1 101");
        head.ToString().ShouldContain("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return peer;
    }

    /// <summary>A masked frame.</summary>
    public static byte[] Frame(int firstByte, ReadOnlySpan<byte> payload)
    {
        List<byte> frame = [(byte)firstByte];
        if (payload.Length < 126)
        {
            frame.Add((byte)(0x80 | payload.Length));
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            frame.AddRange([0xFE, (byte)(payload.Length >> 8), (byte)payload.Length]);
        }
        else
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
            frame.Add(0xFF);
            frame.AddRange(length);
        }

        byte[] mask = [0x11, 0x22, 0x33, 0x44];
        frame.AddRange(mask);
        for (int i = 0; i < payload.Length; i++)
        {
            frame.Add((byte)(payload[i] ^ mask[i % 4]));
        }

        return [.. frame];
    }

    public Task SendTextAsync(string text) => SendRawAsync(Frame(0x81, Encoding.UTF8.GetBytes(text)));

    public async Task SendRawAsync(byte[] bytes)
    {
        using var late = new CancellationTokenSource(Patience);
        await Stream.WriteAsync(bytes, late.Token);
    }

    /// <summary>The next frame: its first byte and its payload, or null when the connection was closed.</summary>
    public async Task<(int First, byte[] Payload)?> ReceiveAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        try
        {
            byte[] head = new byte[2];
            await Stream.ReadExactlyAsync(head, late.Token);
            int length = head[1];
            if (length >= 126)
            {
                byte[] more = new byte[length == 126 ? 2 : 8];
                await Stream.ReadExactlyAsync(more, late.Token);
                length = length == 126 ? BinaryPrimitives.ReadUInt16BigEndian(more) : (int)BinaryPrimitives.ReadInt64BigEndian(more);
            }

            byte[] payload = new byte[length];
            await Stream.ReadExactlyAsync(payload, late.Token);
            return (head[0], payload);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The next text frame as JSON, or null when the connection was closed.</summary>
    public async Task<JsonNode?> ReceiveTextAsync() => await ReceiveAsync() is { First: 0x81 } frame ? JsonNode.Parse(frame.Payload, documentOptions: new() { MaxDepth = 128 }) : null;

    public async Task<JsonNode?> AskAsync(string text)
    {
        await SendTextAsync(text);
        return await ReceiveTextAsync();
    }

    /// <summary>The code that the other side closes with, after whatever else it sends; -1 without one.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (await ReceiveAsync() is { } frame)
        {
            if (frame.First == 0x88)
            {
                return frame.Payload.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(frame.Payload);
            }
        }

        return -1;
    }

    /// <summary>Reads so many bytes, or some more, and keeps none.</summary>
    public async Task SkipAsync(int bytes)
    {
        using var late = new CancellationTokenSource(Patience);
        byte[] some = new byte[8192];
        while (bytes > 0)
        {
            bytes -= await Stream.ReadAsync(some, late.Token) is > 0 and var read ? read : throw new IOException("The other side is done.");
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return default;
    }
}
