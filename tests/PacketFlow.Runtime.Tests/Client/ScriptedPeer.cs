using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PacketFlow.Protocol;

namespace PacketFlow.Client;

/// <summary>A peer that does what a test says, and nothing by itself.</summary>
internal sealed class ScriptedPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Socket? _socket;

    public ScriptedPeer() => _listener.Start();

    public string Address => $"tcp://{_listener.LocalEndpoint}";

    public async Task AcceptAsync() => _socket = await _listener.AcceptSocketAsync();

    /// <summary>The next message: its type, its sequence and its atom's id.</summary>
    public async Task<Received> ReceiveAsync()
    {
        byte[] head = await ReadAsync(4);
        byte[] message = await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(head));
        MessageParser.Parse(message, 64, out MessageFields fields).ShouldBe(message.Length);
        string? id = fields.Type switch
        {
            MessageType.Submit => Text(fields.Atom.Id),
            MessageType.Cancel => MessageParser.AtomIdOf(fields.Data.In(message)),
            _ => null,
        };
        return new Received(fields.Type, fields.Sequence, id, fields.Atom.TimeoutSeconds)
        {
            TraceParent = Text(fields.Atom.TraceParent),
            Data = FlowValue.Parse(fields.Data.In(message) is { IsEmpty: false } data ? data : [0xC0]),
        };

        string Text(Slice slice) => Encoding.UTF8.GetString(slice.In(message));
    }

    public Task ResultAsync(uint sequence, int value) => SendAsync(sequence, MessageType.Result, ("data", value));

    public Task ResultAsync(uint sequence, string id, int value) => SendAsync(sequence, MessageType.Result, ("atom_id", id), ("data", value));

    public Task ErrorAsync(uint sequence, string id, FlowValue code) => SendAsync(sequence, MessageType.Error, ("atom_id", id), ("code", code), ("message", "No."));

    /// <summary>Takes a connection and makes it a WebSocket.</summary>
    public async Task AcceptWebSocketAsync()
    {
        await AcceptAsync();
        string head = await ReadHeadAsync();
        string key = head.Split("\r\n").Single(static line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal))[19..];
        await SendRawAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {WebSocketHandshake.Accept(key)}\r\n\r\n"));
    }

    /// <summary>What the client asks of a web server.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(1))[0]);
        }

        return head.ToString();
    }

    public Task ErrorAsync(uint sequence, FlowValue code) => SendAsync(sequence, MessageType.Error, ("code", code), ("message", "No."));

    public async Task SendRawAsync(byte[] bytes) => await _socket!.SendAsync(bytes);

    /// <summary>Whether the client has ended the connection.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            return await _socket!.ReceiveAsync(new byte[1]) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Drop() => _socket!.Dispose();

    public void Dispose()
    {
        _socket?.Dispose();
        _listener.Dispose();
    }

    private async Task SendAsync(uint sequence, MessageType type, params (string Key, FlowValue Value)[] data)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(bytes);
        byte[] head = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(head, bytes.WrittenCount);
        await SendRawAsync([.. head, .. bytes.WrittenSpan]);

        void Write(IBufferWriter<byte> output)
        {
            var writer = new PacketWriter(output);
            MessageWriter.BeginMessage(ref writer, type, sequence, 0);
            writer.WriteMapHeader(data.Length);
            foreach ((string key, FlowValue value) in data)
            {
                writer.WriteString(key);
                writer.WriteRaw(PacketCodec.Serialize(value));
            }

            writer.Flush();
        }
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        for (int read = 0; read < count;)
        {
            int more = await _socket!.ReceiveAsync(bytes.AsMemory(read));
            more.ShouldBeGreaterThan(0, "the client ended the connection");
            read += more;
        }

        return bytes;
    }

    internal sealed record Received(MessageType Type, uint Sequence, string? AtomId, double TimeoutSeconds)
    {
        public string TraceParent { get; init; } = "";

        public FlowValue Data { get; init; }
    }
}
