using System.Collections.Concurrent;
using PacketFlow.MessagePack;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>The other side of a connection as a reactor: it has registered elements, and gets submits for them.</summary>
internal sealed partial class Peer(Connection connection) : IRemotePeer, IDisposable
{
    private readonly ConcurrentDictionary<uint, Pending> _pending = new();
    private readonly ConcurrentDictionary<string, uint> _byId = new(StringComparer.Ordinal);
    private uint _sequence;
    private bool _isText;
    private volatile bool _isGone;

    public async Task<FlowValue> RunAsync(Element element, AtomContext context, HandedOn beside, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var pending = new Pending(context.Id, element, new TaskCompletionSource<FlowValue>(TaskCreationOptions.RunContinuationsAsynchronously));
        uint sequence = Interlocked.Increment(ref _sequence);
        _pending[sequence] = pending;

        // Callers choose their ids and know nothing of each other's. A peer may answer by the id alone: it gets no two that are the same.
        string id = context.Id;
        while (!_byId.TryAdd(id, sequence))
        {
            id = Guid.CreateVersion7().ToString("n");
        }

        try
        {
            if (_isGone)
            {
                throw Gone(element).ToException(context.Id);
            }

            Send(sequence, id, context, beside, payload.Span);
            return await pending.Result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_isText && !_isGone)
        {
            // Its time is up or nobody waits for it: the peer need not go on. JSON has no word for that.
            Tell(MessageType.Cancel, id);
            throw;
        }
        finally
        {
            _pending.TryRemove(sequence, out _);
            _byId.TryRemove(id, out _);
        }
    }

    /// <summary>Takes a JSON peer's answer. A sequence of zero, or an unknown one, is matched by the packet's id.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? AnswerText(uint sequence, ReadOnlySpan<byte> payload, bool isError)
    {
        try
        {
            return Answer(sequence, JsonToPacket.Convert(payload, connection.Settings.MaxDepth + 1), isError);
        }
        catch (PacketFormatException malformed)
        {
            return Unreadable(sequence, malformed);
        }
    }

    /// <summary>Takes a peer's answer.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Answer(uint sequence, ReadOnlySpan<byte> data, bool isError)
    {
        try
        {
            PeerAnswer answer = PeerAnswer.Read(data, connection.Settings.MaxDepth, isError);
            if (_pending.TryGetValue(sequence, out Pending? pending)
                || (answer.AtomId is { } id && _byId.TryGetValue(id, out uint known) && _pending.TryGetValue(known, out pending)))
            {
                pending.Take(answer, data, connection.Settings.MaxDepth);
            }

            return null;
        }
        catch (PacketFormatException malformed)
        {
            return Unreadable(sequence, malformed);
        }
    }

    /// <summary>The connection has ended: its elements are handled by others, and what was sent has no known outcome.</summary>
    public void Dispose()
    {
        _isGone = true;
        connection.Reactor.Remotes.Remove(this);
        foreach (Pending pending in _pending.Values)
        {
            pending.Result.TrySetException(Unknown(pending, "was lost").ToException(pending.Id));
        }
    }

    /// <summary>An answer cannot be read: whoever waits for it is told at once, and why.</summary>
    /// <returns>What is wrong with it.</returns>
    public string Unreadable(uint sequence, PacketFlowException malformed)
    {
        if (_pending.TryGetValue(sequence, out Pending? pending))
        {
            pending.Result.TrySetException(Unknown(pending, $"sent an answer that cannot be read ({malformed.Message})").ToException(pending.Id));
        }

        return malformed.Message;
    }

    private static AtomError Unknown(Pending pending, string what) => new(
        ErrorCodes.OutcomeUnknown,
        pending.Element.Idempotent ? ErrorCategory.Retryable : ErrorCategory.Fatal,
        $"The peer that handled {pending.Element} {what}; the outcome is unknown.");

    private static AtomError Gone(Element element) =>
        new(ErrorCodes.Unavailable, ErrorCategory.Retryable, $"The peer that handles {element} has gone.", TimeSpan.FromSeconds(1));

    private void Send(uint sequence, string id, AtomContext context, in HandedOn beside, ReadOnlySpan<byte> payload)
    {
        Scratch scratch = Scratch.Rent();
        connection.Framing.Begin(scratch, _isText);
        if (_isText)
        {
            JsonWriting.BeginFrame(scratch, "submit"u8, sequence);
            JsonWriting.Packet(scratch, id, context, beside, payload, Seconds(context));
            JsonWriting.EndFrame(scratch);
        }
        else
        {
            var writer = new PacketWriter(scratch);
            MessageWriter.Submit(ref writer, sequence, connection.UnixSeconds, id, context, beside, payload, Seconds(context));
            writer.Flush();
        }

        connection.Framing.End(scratch, 0, _isText);
        connection.Out.Append(scratch.Written);
        scratch.Return();
    }

    private void Tell(MessageType type, string atomId)
    {
        Scratch scratch = Scratch.Rent();
        connection.Framing.Begin(scratch, isText: false);
        SubmitWriter.Tell(scratch, type, Interlocked.Increment(ref _sequence), connection.UnixSeconds, "atom_id"u8, atomId);
        connection.Framing.End(scratch, 0, isText: false);
        connection.Out.Append(scratch.Written);
        scratch.Return();
    }

    // What is left of the atom's time.
    private double Seconds(AtomContext context) =>
        context.Deadline is { } deadline ? Math.Max(0.001, (deadline - connection.Reactor.Time.GetUtcNow()).TotalSeconds) : 0;

    private sealed record Pending(string Id, Element Element, TaskCompletionSource<FlowValue> Result)
    {
        public void Take(in PeerAnswer answer, ReadOnlySpan<byte> data, int maxDepth)
        {
            if (answer.Error is { } error)
            {
                Result.TrySetException(error.ToException(Id));
            }
            else if (answer.Data.IsEmpty)
            {
                Result.TrySetResult(FlowValue.Nil);
            }
            else
            {
                var value = new PacketReader(answer.Data.In(data), maxDepth);
                Result.TrySetResult(FlowValue.Read(ref value));
            }
        }
    }
}
