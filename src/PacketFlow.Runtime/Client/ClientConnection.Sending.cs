using System.Text;
using PacketFlow.Observability;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

internal sealed partial class ClientConnection
{
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
            if (submit.Batch is { } batch)
            {
                Write(scratch, call, submit, payload, formatter);
                batch.Add(this, call, scratch.Written, _settings.MaxFrameBytes);
            }
            else
            {
                WriteMessage(scratch, call, submit, payload, formatter);
                _out.Append(scratch.Written, gather: Calls.Count > Busy, ref call.Position);
            }
        }
        finally
        {
            scratch.Return();
        }

        _timer.WakeAt(due);
    }

    /// <summary>Sends the atoms of a message.</summary>
    public void Send(BatchMessage message, int count, ReadOnlySpan<byte> atoms, SubmitOptions options)
    {
        var scratch = new Scratch();
        _framing.Begin(scratch, isText: false);
        SubmitWriter.Batch(scratch, message.Sequence, UnixSeconds, count, atoms, options, message.TraceParent);
        _framing.End(scratch, 0, isText: false);
        _out.Append(scratch.Written, gather: false, ref message.Position);
    }

    private void Write<TIn>(Scratch scratch, WireCall call, in Submission submit, TIn payload, Formatter<TIn> formatter)
    {
        // Its reply has the sequence of the whole message: its id tells where it belongs.
        call.Number = Ids.NextWith(call.Sequence);
        var writer = new PacketWriter(scratch);
        SubmitWriter.BeginAtom(ref writer, IdOf(call, stackalloc byte[AtomIds.MaxLength]), submit.Group, submit.Element, submit.Options, submit.TimeoutSeconds);
        formatter.Write(ref writer, payload);
        SubmitWriter.EndAtom(ref writer, submit.Options, submit.TimeoutSeconds);
        writer.Flush();
        ThrowIfTooLong(call, scratch.Length + BatchMessage.EnvelopeOf(submit.Options));
    }

    private void WriteMessage<TIn>(Scratch scratch, WireCall call, in Submission submit, TIn payload, Formatter<TIn> formatter)
    {
        _framing.Begin(scratch, isText: false);
        int start = scratch.Length;
        ReadOnlySpan<byte> traceParent = AtomActivities.Current(stackalloc byte[TraceParent.Length]);
        var writer = new PacketWriter(scratch);
        SubmitWriter.Begin(
            ref writer, call.Sequence, UnixSeconds, IdOf(call, stackalloc byte[AtomIds.MaxLength]), submit.Group, submit.Element, submit.Options, submit.TimeoutSeconds, traceParent);
        formatter.Write(ref writer, payload);
        SubmitWriter.End(ref writer, submit.Options, submit.TimeoutSeconds, traceParent);
        writer.Flush();
        ThrowIfTooLong(call, scratch.Length - start);
        _framing.End(scratch, 0, isText: false);
    }

    private void ThrowIfTooLong(WireCall call, int length)
    {
        if (length > _settings.MaxFrameBytes)
        {
            throw ClientErrors.TooLong(_settings.MaxFrameBytes).ToException(call.Id);
        }
    }

    private static ReadOnlySpan<byte> IdOf(WireCall call, Span<byte> buffer) =>
        call.GivenId is { } id ? Encoding.UTF8.GetBytes(id) : call.Connection.Ids.Write(call.Number, buffer);

    private void SendCancel(WireCall call)
    {
        // The peer must not learn of it before the atom.
        call.Batch?.Send();
        SendOther(MessageType.Cancel, "atom_id"u8, call.Id, call.Sequence);
    }

    private void SendOther(MessageType type, ReadOnlySpan<byte> key, string text, uint sequence)
    {
        Scratch scratch = Scratch.Rent();
        _framing.Begin(scratch, isText: false);
        SubmitWriter.Tell(scratch, type, sequence, UnixSeconds, key, text);
        _framing.End(scratch, 0, isText: false);
        _out.Append(scratch.Written);
        scratch.Return();
    }

    private void Ping()
    {
        Scratch scratch = Scratch.Rent();
        _framing.Begin(scratch, isText: false);
        SubmitWriter.Ping(scratch, Calls.OtherSequence, UnixSeconds);
        _framing.End(scratch, 0, isText: false);
        _out.Append(scratch.Written);
        scratch.Return();
    }
}
