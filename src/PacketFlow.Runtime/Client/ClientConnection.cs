using PacketFlow.Protocol;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>One connection of a client's, from when it is made until it is lost: what goes out, and the atoms that wait for their replies.</summary>
internal sealed partial class ClientConnection : IDisposable
{
    /// <summary>From so many atoms in flight on, further ones come in bursts and are sent together.</summary>
    private const int Busy = 8;

    /// <summary>What waits for a peer that reads slowly. Beyond it further atoms wait where they came from.</summary>
    private const int EnoughUnsent = 1024 * 1024;

    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(1);

    private readonly Wire _wire;
    private readonly Framing _framing;
    private readonly WireSettings _settings;
    private readonly Action<ClientConnection> _lost;
    private readonly OutBox _out;
    private readonly DueTimer _timer;
    private readonly KeepAlive? _keepAlive;
    private readonly ReplyLoop _loop;
    private TaskCompletionSource? _greeting;
    private int _isClosed;

    /// <param name="wire">The connection's bytes.</param>
    /// <param name="framing">Its frames.</param>
    /// <param name="received">What was read of it already.</param>
    /// <param name="settings">What the client was told.</param>
    /// <param name="lost">Called once, before anybody's atom ends because of it.</param>
    public ClientConnection(Wire wire, Framing framing, ReadOnlyMemory<byte> received, WireSettings settings, Action<ClientConnection> lost)
    {
        _wire = wire;
        _framing = framing;
        _settings = settings;
        _lost = lost;

        // IsCrowded keeps it far below its limit.
        _out = new OutBox(wire, int.MaxValue / 2, () => Close(), () => Close());
        Calls = new PendingCalls(settings.MaxInFlight);
        _timer = new DueTimer(settings.Time, EndDue);
        _keepAlive = settings.KeepAliveInterval == Timeout.InfiniteTimeSpan ? null : new KeepAlive(settings.Time, settings.KeepAliveInterval, Ping, Close);
        _loop = new ReplyLoop(this, wire, framing, _out, received, settings.Log);
    }

    public PendingCalls Calls { get; }

    public AtomIds Ids => _settings.Ids;

    /// <summary>Why the peer ends the connection, in its words.</summary>
    public string? LastWords { get; set; }

    /// <summary>Whether the peer has ever answered on it.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Whether the peer reads more slowly than is sent to it.</summary>
    public bool IsCrowded => _out.Waiting > EnoughUnsent && Volatile.Read(ref _isClosed) == 0;

    /// <summary>Done when one side has ended the connection.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Waits until all that was added is on its way, or the connection is lost.</summary>
    public Task FlushedAsync() => _out.FlushedAsync();

    /// <summary>Begins to read.</summary>
    public void Start()
    {
        _keepAlive?.Start();
        Ended = _loop.RunAsync();
    }

    /// <summary>Shows the peer the client's key.</summary>
    /// <exception cref="PacketFlowException">It does not take it, or the connection is lost.</exception>
    public async Task GreetAsync(string key, CancellationToken cancellationToken)
    {
        _greeting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Volatile.Read(ref _isClosed) == 0)
        {
            SendOther(MessageType.Hello, "key"u8, key, Calls.OtherSequence);
            await _greeting.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        throw ClientErrors.LostUnsent(_settings.Address, LastWords).ToException(null);
    }

    /// <summary>Something came from the peer.</summary>
    public void Hear() => _keepAlive?.Hear();

    /// <summary>Ends an atom whose caller wants it no more, here at once and over there as soon as the peer reads it.</summary>
    public void Cancel(uint sequence)
    {
        if (Calls.Take(sequence) is { } call)
        {
            SendCancel(call);
            call.Fail(ReactorErrors.Cancelled.ToException(call.Id));
        }
    }

    /// <summary>Takes leave of the peer, and ends the connection.</summary>
    public async Task LeaveAsync(string reason)
    {
        Scratch farewell = new();
        _framing.Farewell(farewell, CloseReason.Draining);
        if (farewell.Length > 0)
        {
            _out.Append(farewell.Written);
        }

        try
        {
            await _out.FlushedAsync().WaitAsync(FarewellPatience, _settings.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It does not read. It will notice that the connection is gone.
        }

        Close(reason);
        await Ended.ConfigureAwait(false);
    }

    /// <summary>Ends the connection, and the atoms that wait on it.</summary>
    public void Close(string? reason = null)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        _lost(this);
        _out.Close();
        _wire.Close();
        _timer.Dispose();
        _keepAlive?.Dispose();
        reason ??= LastWords;
        LastWords = reason;
        _greeting?.TrySetException(ClientErrors.LostUnsent(_settings.Address, reason).ToException(null));
        long sent = _out.Taken;
        foreach (WireCall call in Calls.Close())
        {
            AtomError error = (call.Batch?.Position ?? call.Position) < sent
                ? ClientErrors.Lost(_settings.Address, call.IsIdempotent, reason)
                : ClientErrors.LostUnsent(_settings.Address, reason);
            call.Fail(error.ToException(call.Id));
        }
    }

    public void Dispose() => Close();

    private uint UnixSeconds => (uint)_settings.Time.GetUtcNow().ToUnixTimeSeconds();

    private long EndDue(long now)
    {
        var due = new List<WireCall>();
        long next = Calls.TakeDue(now, due);
        foreach (WireCall call in due)
        {
            SendCancel(call);
            call.Fail(ClientErrors.Silent(_settings.Address, call.IsIdempotent).ToException(call.Id));
        }

        return next;
    }
}
