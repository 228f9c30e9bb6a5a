using PacketFlow.Observability;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>A peer of the reactor's: its wire, what goes out to it, and its atoms.</summary>
internal sealed partial class Connection : Caller
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly UnfinishedRoom _room;
    private Unfinished? _unfinished;
    private Peer? _peer;
    private int _isClosing;
    private int _lastPart;
    private int _part;
    private long _received;

    public Connection(LocalReactor reactor, Wire wire, Framing framing, ConnectionSettings settings, UnfinishedRoom room, TransportCounters counters)
    {
        _room = room;
        Reactor = reactor;
        Wire = wire;
        Framing = framing;
        Settings = settings;
        Counters = counters;
        MaxInFlight = settings.MaxInFlight;
        Out = new OutBox(wire, settings.MaxUnsentBytes, Close, Stall, counters.Sent);
    }

    public LocalReactor Reactor { get; }

    public Wire Wire { get; }

    public Framing Framing { get; }

    public ConnectionSettings Settings { get; }

    /// <summary>What goes over its kind of transport.</summary>
    public TransportCounters Counters { get; }

    /// <summary>Why it ended, once it has.</summary>
    public CloseReason Ending { get; private set; } = CloseReason.PeerLeft;

    /// <summary>The fault of this side that ended it, or null.</summary>
    public Exception? Fault { get; private set; }

    public OutBox Out { get; }

    /// <summary>The other side as one that handles atoms of ours.</summary>
    public Peer Peer => _peer ??= new Peer(this);

    /// <summary>Whether one side has ended it.</summary>
    public bool IsClosing => Volatile.Read(ref _isClosing) != 0;

    /// <summary>Done when the connection is.</summary>
    public Task Closed => _closed.Task;

    public uint UnixSeconds => (uint)Reactor.Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Serves the peer until one side ends it.</summary>
    public Task RunAsync()
    {
        _ = new ReceiveLoop(this).RunAsync();
        return Closed;
    }

    public override void Deliver(Reaction reaction, ReadOnlySpan<byte> result)
    {
        Scratch scratch = Scratch.Rent();
        if (reaction.IsText)
        {
            WriteText(scratch, reaction, result);
        }
        else
        {
            Framing.Begin(scratch, isText: false);
            var writer = new PacketWriter(scratch);
            MessageWriter.BeginResult(ref writer, reaction.Sequence, UnixSeconds, reaction.Source, reaction.IdBytes, reaction.ClampedSeconds > 0);
            writer.WriteRaw(result);
            MessageWriter.EndResult(ref writer, reaction.DurationMilliseconds, reaction.ClampedSeconds);
            writer.Flush();
            Framing.End(scratch, 0, isText: false);
        }

        Out.Append(scratch.Written);
        scratch.Return();
    }

    public override void Fail(Reaction reaction, in AtomError error)
    {
        Scratch scratch = Scratch.Rent();
        if (reaction.IsText)
        {
            WriteText(scratch, reaction, error);
        }
        else
        {
            Framing.Begin(scratch, isText: false);
            MessageWriter.Error(scratch, reaction.Sequence, UnixSeconds, reaction.Source, reaction.IdBytes, error);
            Framing.End(scratch, 0, isText: false);
        }

        Out.Append(scratch.Written);
        scratch.Return();
    }

    /// <summary>Says why, sends what is left and ends the connection.</summary>
    public async Task CloseAsync(CloseReason reason)
    {
        Ending = reason;
        Scratch farewell = Scratch.Rent();
        Framing.Farewell(farewell, reason);
        if (farewell.Length > 0)
        {
            Out.Append(farewell.Written);
        }

        farewell.Return();
        await Out.FlushedAsync().ConfigureAwait(false);
        End(Wire.End);
    }

    /// <summary>Ends the connection now; its atoms are cancelled.</summary>
    public void Close() => End(Wire.Close);

    /// <summary>Ends the connection now, since the other side does not read.</summary>
    public void Stall()
    {
        Ending = CloseReason.Policy;
        Close();
    }

    /// <summary>The number of the frame whose rest is waited for, whatever its length; zero when there is none.</summary>
    public int Part => Volatile.Read(ref _part);

    /// <summary>How many bytes have come.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Bytes have come.</summary>
    public void Took(int bytes)
    {
        Volatile.Write(ref _received, _received + bytes);
        Counters.Received(bytes);
    }

    /// <summary>The rest of a frame is waited for.</summary>
    public void BeginRest(bool isAnother) => Volatile.Write(ref _part, isAnother ? ++_lastPart : _lastPart);

    /// <summary>Something has come, or nothing will.</summary>
    public void EndRest() => Volatile.Write(ref _part, 0);

    /// <summary>Ends the connection, since the rest of a frame does not come.</summary>
    public void GiveUpRest()
    {
        EndRest();
        GiveUp(
            new AtomError(ErrorCodes.TimedOut, ErrorCategory.Retryable, "A frame was begun and its rest does not come: 240 bytes a second are wanted. Send frames without pauses."),
            CloseReason.TooSlow);
    }

    /// <summary>The rest of a long frame is waited for.</summary>
    /// <param name="bytes">What the frame takes of memory.</param>
    /// <param name="isAnother">Whether it is another frame than the last time.</param>
    public void BeginUnfinished(int bytes, bool isAnother) => _room.Wait(_unfinished ??= new Unfinished(Wire.Peer, LeaveRoom), bytes, isAnother);

    /// <summary>It is waited for no more.</summary>
    public void EndUnfinished() => _room.Leave(_unfinished!);

    /// <summary>Ends the connection now, by a fault of this side: nobody else is to notice.</summary>
    public void Break(Exception fault)
    {
        Fault = fault;
        Ending = CloseReason.Fault;
        Close();
    }

    // Others need the room of its unfinished frame.
    private void LeaveRoom() => GiveUp(ReactorErrors.Unfinished(Settings.MaxUnfinishedBytes), CloseReason.Unfinished);

    // Who does not read does not hear it.
    private void GiveUp(in AtomError error, CloseReason reason)
    {
        if (Out.IsSending)
        {
            Ending = reason;
            Close();
            return;
        }

        Scratch scratch = Scratch.Rent();
        if (SpeaksText)
        {
            WriteTextError(scratch, 0, error);
        }
        else
        {
            Framing.Begin(scratch, isText: false);
            MessageWriter.Error(scratch, 0, UnixSeconds, 0, default, error);
            Framing.End(scratch, 0, isText: false);
        }

        Out.Append(scratch.Written);
        scratch.Return();
        _ = CloseAsync(reason);
    }

    private void End(Action wire)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) != 0)
        {
            return;
        }

        Out.Close();
        wire();
        CancelAll();
        _peer?.Dispose();
        _closed.TrySetResult();
    }
}
