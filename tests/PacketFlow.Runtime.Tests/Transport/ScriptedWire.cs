using System.Threading.Channels;

namespace PacketFlow.Transport;

/// <summary>A connection whose other side is the test: it gives bytes when it likes, and may stop to take any.</summary>
internal sealed class ScriptedWire : Wire
{
    private readonly Channel<byte[]> _given = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<int> _taken = Channel.CreateUnbounded<int>();
    private readonly Channel<int> _sent = Channel.CreateUnbounded<int>();
    private byte[] _rest = [];
    private int _asks;
    private int _takes;

    public override string Peer => "the test";

    /// <summary>The most room that was ever offered for what might come.</summary>
    public int LargestRoom { get; private set; }

    /// <summary>The room that was offered last.</summary>
    public int LastRoom { get; private set; }

    /// <summary>Whether it takes nothing that is sent.</summary>
    public bool IsStuck { get; set; }

    public Task Closed => _closed.Task;

    /// <summary>All that was sent.</summary>
    public List<byte> Sent { get; } = [];

    /// <summary>Gives some bytes, none for the end, and waits until they were taken.</summary>
    public async Task GiveAsync(byte[] bytes)
    {
        await _given.Writer.WriteAsync(bytes);
        await _taken.Reader.ReadAsync().AsTask().WaitAsync(TcpPeer.Patience);
    }

    /// <summary>Waits until more is asked for.</summary>
    public async Task WaitsAsync()
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (Volatile.Read(ref _asks) <= Volatile.Read(ref _takes))
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Waits for something that is sent, and tells how long it is.</summary>
    public Task<int> SentAsync() => _sent.Reader.ReadAsync().AsTask().WaitAsync(TcpPeer.Patience);

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        Interlocked.Increment(ref _asks);
        LastRoom = buffer.Length;
        LargestRoom = Math.Max(LargestRoom, buffer.Length);
        if (_rest.Length == 0)
        {
            Task<byte[]> given = _given.Reader.ReadAsync().AsTask();
            if (await Task.WhenAny(given, _closed.Task) != given)
            {
                return 0;
            }

            _rest = await given;
        }

        int length = Math.Min(_rest.Length, buffer.Length);
        _rest.AsSpan(0, length).CopyTo(buffer.Span);
        _rest = _rest[length..];
        Interlocked.Increment(ref _takes);
        if (_rest.Length == 0)
        {
            _taken.Writer.TryWrite(length);
        }

        return length;
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        lock (Sent)
        {
            Sent.AddRange(bytes.Span);
        }

        _sent.Writer.TryWrite(bytes.Length);
        if (IsStuck)
        {
            await _closed.Task;
            throw new IOException("closed");
        }
    }

    public override void Close() => _closed.TrySetResult();
}
