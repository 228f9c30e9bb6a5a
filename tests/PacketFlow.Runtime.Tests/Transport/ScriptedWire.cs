using System.Threading.Channels;

namespace PacketFlow.Transport;

/// <summary>A connection whose other side is the test: it gives bytes when it likes, and may stop to take any.</summary>
internal sealed class ScriptedWire : Wire
{
    private readonly Channel<byte[]> _given = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<int> _taken = Channel.CreateUnbounded<int>();
    private readonly Channel<int> _sent = Channel.CreateUnbounded<int>();

    public override string Peer => "the test";

    /// <summary>The most room that was ever offered for what might come.</summary>
    public int LargestRoom { get; private set; }

    /// <summary>The room that was offered last.</summary>
    public int LastRoom { get; private set; }

    /// <summary>Whether it takes nothing that is sent.</summary>
    public bool IsStuck { get; set; }

    public Task Closed => _closed.Task;

    /// <summary>Gives some bytes, none for the end, and waits until they were taken.</summary>
    public async Task GiveAsync(byte[] bytes)
    {
        await _given.Writer.WriteAsync(bytes);
        await _taken.Reader.ReadAsync().AsTask().WaitAsync(TcpPeer.Patience);
    }

    /// <summary>Waits for something that is sent, and tells how long it is.</summary>
    public Task<int> SentAsync() => _sent.Reader.ReadAsync().AsTask().WaitAsync(TcpPeer.Patience);

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        LastRoom = buffer.Length;
        LargestRoom = Math.Max(LargestRoom, buffer.Length);
        Task<byte[]> given = _given.Reader.ReadAsync().AsTask();
        if (await Task.WhenAny(given, _closed.Task) != given)
        {
            return 0;
        }

        byte[] bytes = await given;
        bytes.CopyTo(buffer);
        _taken.Writer.TryWrite(bytes.Length);
        return bytes.Length;
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        _sent.Writer.TryWrite(bytes.Length);
        if (IsStuck)
        {
            await _closed.Task;
            throw new IOException("closed");
        }
    }

    public override void Close() => _closed.TrySetResult();
}
