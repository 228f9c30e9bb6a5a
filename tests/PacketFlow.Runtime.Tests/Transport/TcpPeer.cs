using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>The other end of a TCP connection, which sends what it likes.</summary>
internal sealed class TcpPeer : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpClient _client;

    private TcpPeer(TcpClient client) => (_client, Stream) = (client, client.GetStream());

    private NetworkStream Stream { get; }

    public static async Task<TcpPeer> ConnectAsync(Uri address)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port);
        return new TcpPeer(client);
    }

    public static byte[] Frame(byte[] message)
    {
        byte[] frame = new byte[4 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, message.Length);
        message.CopyTo(frame, 4);
        return frame;
    }

    /// <summary>A submit whose sequence and payload are a number; so is its id.</summary>
    public static byte[] Submit(int value, string group, string element, string more = "", int? payload = null) =>
        Frame(PacketCodec.FromJson($$$"""{"t":1,"s":{{{value}}},{{{more}}}"d":{"id":"{{{value}}}","g":"{{{group}}}","e":"{{{element}}}","d":{{{payload ?? value}}}}}"""));

    public Task SendAsync(string json) => SendAsync(PacketCodec.FromJson(json));

    public Task SendAsync(byte[] message) => SendRawAsync(Frame(message));

    public async Task SendRawAsync(byte[] bytes)
    {
        using var late = new CancellationTokenSource(Patience);
        await Stream.WriteAsync(bytes, late.Token);
    }

    /// <summary>The next message, or null when the connection was closed.</summary>
    public async Task<JsonNode?> ReceiveAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        try
        {
            byte[] head = new byte[4];
            await Stream.ReadExactlyAsync(head, late.Token);
            byte[] message = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
            await Stream.ReadExactlyAsync(message, late.Token);
            return JsonNode.Parse(PacketCodec.ToJson(message));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task<JsonNode?> AskAsync(string json)
    {
        await SendAsync(json);
        return await ReceiveAsync();
    }

    /// <summary>The code of the next message's error, null for a result, or <c>closed</c>.</summary>
    public async Task<string?> CodeAsync() => await ReceiveAsync() is { } message ? (string?)message["d"]!["code"] : "closed";

    public void EndSending() => _client.Client.Shutdown(SocketShutdown.Send);

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
