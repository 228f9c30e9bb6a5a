using PacketFlow.Protocol;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>One connection of a client's, from when it is made until it is lost: what goes out, and the atoms that wait for their replies.</summary>
internal sealed class ClientConnection : IDisposable
{
    /// <summary>From so many atoms in flight on, further ones come in bursts and are sent together.</summary>
    private const int Busy = 8;

    private readonly Wire _wire;
    private readonly Framing _framing;
    private readonly WireSettings _settings;
    private readonly Action<ClientConnection> _lost;
    private readonly OutBox _out;
    private readonly DueTimer _timer;
    private int _isClosed;

    /// <param name="wire">The connection's bytes.</param>
    /// <param name="framing">Its frames.</param>
    /// <param name="settings">What the client was told.</param>
    /// <param name="lost">Called once, before anybody's atom ends because of it.</param>
    public ClientConnection(Wire wire, Framing framing, WireSettings settings, Action<ClientConnection> lost)
    {
        _wire = wire;
        _framing = framing;
        _settings = settings;
        _lost = lost;

        // What is in flight is bounded by its count; a peer that reads slowly is no reason to lose it.
        _out = new OutBox(wire, int.MaxValue, () => Close());
        Calls = new PendingCalls(settings.MaxInFlight);
        _timer = new DueTimer(settings.Time, EndDue);
    }

    public PendingCalls Calls { get; }

    public AtomIds Ids => _settings.Ids;

    /// <summary>Why the peer ends the connection, in its words.</summary>
    public string? LastWords { get; set; }

    /// <summary>Whether the peer has ever answered on it.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Reads until one side ends the connection.</summary>
    public Task RunAsync() => new ReplyLoop(this, _wire, _framing, _out).RunAsync();

    /// <summary>Writes and sends an atom whose call was taken in.</summary>
    /// <param name="call">The call.</param>
    /// <param name="due">When it ends unless it is answered.</param>
    /// <param name="submit">What is sent.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="formatter">Writes the payload.</param>
    /// <exception cref="PacketFlowException">It cannot be written, or is too long; its call is still taken in.</exception>
    public void Send<TIn>(WireCall call, long due, in Submission submit, TIn payload, Formatter<TIn> formatter)
    {
        Scratch scratch = Scratch.Rent();
        try
        {
            _framing.Begin(scratch, isText: false);
            int start = scratch.Length;
            var writer = new PacketWriter(scratch);
            SubmitWriter.Begin(ref writer, call.Sequence, UnixSeconds, IdOf(call, stackalloc byte[AtomIds.MaxLength]), submit.Group, submit.Element, submit.Options, submit.TimeoutSeconds);
            formatter.Write(ref writer, payload);
            SubmitWriter.End(ref writer, submit.Options, submit.TimeoutSeconds);
            writer.Flush();
            if (scratch.Length - start > _settings.MaxFrameBytes)
            {
                throw ClientErrors.TooLong(_settings.MaxFrameBytes).ToException(call.Id);
            }

            _framing.End(scratch, 0, isText: false);
            _out.Append(scratch.Written, gather: Calls.Count > Busy);
        }
        finally
        {
            scratch.Return();
        }

        _timer.WakeAt(due);
    }

    /// <summary>Ends an atom whose caller wants it no more, here at once and over there as soon as the peer reads it.</summary>
    public void Cancel(uint sequence)
    {
        if (Calls.Take(sequence) is { } call)
        {
            SendCancel(call);
            call.Fail(ReactorErrors.Cancelled.ToException(call.Id));
        }
    }

    /// <summary>Ends the atom that a reply is for, if it still waits.</summary>
    public void Answer(uint sequence, ReadOnlySpan<byte> result)
    {
        HasAnswered = true;
        Calls.Take(sequence)?.Succeed(result);
    }

    /// <summary>Ends the atom that an error is for, if it still waits. One for nobody says why the peer is about to leave.</summary>
    public void Answer(uint sequence, in AtomError error)
    {
        if (sequence == 0)
        {
            LastWords = error.Message;
            return;
        }

        HasAnswered = true;
        if (Calls.Take(sequence) is { } call)
        {
            call.Fail(error.ToException(call.Id));
        }
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
        foreach (WireCall call in Calls.Close())
        {
            call.Fail(ClientErrors.Lost(_settings.Address, call.IsIdempotent, reason ?? LastWords).ToException(call.Id));
        }
    }

    public void Dispose() => Close();

    private uint UnixSeconds => (uint)_settings.Time.GetUtcNow().ToUnixTimeSeconds();

    private static ReadOnlySpan<byte> IdOf(WireCall call, Span<byte> buffer) =>
        call.GivenId is { } id ? System.Text.Encoding.UTF8.GetBytes(id) : call.Connection.Ids.Write(call.Number, buffer);

    private void SendCancel(WireCall call)
    {
        Scratch scratch = Scratch.Rent();
        _framing.Begin(scratch, isText: false);
        SubmitWriter.Cancel(scratch, call.Sequence, UnixSeconds, call.Id);
        _framing.End(scratch, 0, isText: false);
        _out.Append(scratch.Written);
        scratch.Return();
    }

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
