using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

internal sealed partial class ReceiveLoop
{
    // The frame that is being handled: its bytes, and where its next message begins.
    private byte[] _frame = [];
    private int _next;
    private int _frameEnd;
    private bool _isText;

    private long _now;
    private uint _unixSeconds;

    /// <summary>Handles all that is there, or so much that it is worth sending.</summary>
    /// <returns>Why the connection has to end, if it has to.</returns>
    private CloseReason? HandleAll()
    {
        _hasMore = _mustWait = false;
        if (_start == _end && _next == _frameEnd && _batchLeft == 0)
        {
            return null;
        }

        Share();
        LocalReactor reactor = _connection.Reactor;
        _now = reactor.Time.GetTimestamp();
        _unixSeconds = _connection.UnixSeconds;
        reactor.Watchdog.Enter(this);
        try
        {
            while (!IsTaken)
            {
                CloseReason? reason = null;
                if (_batchLeft > 0)
                {
                    HandleBatchAtom();
                }
                else if (_next < _frameEnd)
                {
                    reason = _isText ? MustWait() ? null : HandleText() : HandleMessage();
                }
                else if (!NextFrame(out reason))
                {
                    return reason;
                }

                if (reason is not null)
                {
                    return reason;
                }

                if (_mustWait)
                {
                    return null;
                }

                if (_replies.Length >= EnoughToSend)
                {
                    _hasMore = true;
                    return null;
                }
            }

            return null;
        }
        catch (PacketFormatException malformed)
        {
            // In what is read only when its turn comes: an atom of a batch, the id to cancel.
            AnswerFault(0, new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, malformed.Message));
            return CloseReason.ProtocolFault;
        }
        finally
        {
            reactor.Watchdog.Leave(this);
        }
    }

    private bool NextFrame(out CloseReason? reason)
    {
        reason = null;
        FrameKind kind = _connection.Framing.Next(
            _buffer.AsSpan(_start, _end - _start), _replies, out int consumed, out Range content, out byte[]? gathered);
        int origin = gathered is null ? _start : 0;
        _start += consumed;
        switch (kind)
        {
            case FrameKind.Messages or FrameKind.Text:
                _hadFrame = true;
                _frame = gathered ?? _buffer;
                _isText = kind == FrameKind.Text;
                _next = origin + content.Start.Value;
                _frameEnd = origin + content.End.Value;
                reason = _next == _frameEnd ? HandleEmpty() : null;
                return reason is null;
            case FrameKind.Control:
                return true;
            case FrameKind.Incomplete:
                return false;
            case FrameKind.Closed:
                reason = CloseReason.PeerLeft;
                return false;
            default:
                reason = _connection.Framing.Fault;
                if (reason == CloseReason.TooLong)
                {
                    AnswerFault(0, new AtomError(
                        ErrorCodes.TooLarge, ErrorCategory.Fatal, $"A frame is longer than {_connection.Settings.MaxFrameBytes} bytes. Send less at once, or raise PacketFlow:Limits:frame_bytes."));
                }

                return false;
        }
    }

    private CloseReason HandleEmpty()
    {
        var error = new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, "an empty frame is no message");
        if (_isText)
        {
            _connection.WriteTextError(_replies, 0, error);
        }
        else
        {
            AnswerFault(0, error);
        }

        return CloseReason.ProtocolFault;
    }

    private CloseReason? HandleMessage()
    {
        int start = _next;
        Reaction reaction = _reaction ??= new Reaction(_connection.Reactor, _connection);
        ref MessageFields fields = ref reaction.Message;
        try
        {
            _next += MessageParser.Parse(_frame.AsSpan(start, _frameEnd - start), _connection.Settings.MaxDepth, out fields);
        }
        catch (PacketFlowException malformed)
        {
            return HandleMalformed(start, malformed);
        }

        if ((fields.Type != MessageType.Submit || !IsUnordered(fields.Atom.Group.In(_frame.AsSpan(start)))) && MustWait())
        {
            _next = start;
            return null;
        }

        switch (fields.Type)
        {
            case MessageType.Submit or MessageType.BatchSubmit when fields.Destination != 0:
                _connection.Reactor.Observer.Rejected(ErrorCodes.NoReactor);
                AnswerFault(fields.Sequence, ReactorErrors.NoReactor(fields.Destination), fields.Atom.Id.In(_frame.AsSpan(start)), fields.Source);
                return null;
            case MessageType.Submit:
                reaction.Take(_frame, start);
                Submit(reaction);
                return null;
            case MessageType.BatchSubmit:
                BeginBatch(start, fields);
                return null;
            case MessageType.Ping:
                AnswerPing(fields);
                return null;
            case MessageType.Cancel:
                Cancel(fields.Data.In(_frame.AsSpan(start)));
                return null;
            case MessageType.Hello:
                AnswerHello(fields);
                return null;
            case MessageType.Register:
                Register(fields, start);
                return null;
            default:
                return TakeAnswer(fields, start);
        }
    }

    // Too deep or too many: its sender is told, and the connection goes on. All else is no message, and what follows it cannot be trusted.
    private CloseReason? HandleMalformed(int start, PacketFlowException malformed)
    {
        if (malformed.Code == ErrorCodes.TooLarge)
        {
            (MessageType type, uint sequence) = MessageParser.FindHead(_frame.AsSpan(start, _frameEnd - start));
            if (type is MessageType.Result or MessageType.Error)
            {
                _connection.Peer.Unreadable(sequence, malformed);
            }

            AnswerFault(sequence, ReactorErrors.TooDeep(malformed));
            _next = _frameEnd;
            return null;
        }

        AnswerFault(0, new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, malformed.Message));
        return CloseReason.ProtocolFault;
    }

    private void Submit(Reaction reaction)
    {
        _replyStart = _replies.Length;
        _connection.Reactor.Accept(reaction, reaction.Bytes, this, _now);
        _quick = _reaction is null ? 0 : _quick + 1;
        if (_phase != Taken)
        {
            _phase = Outside;
            _reaction?.Reset();
        }
    }

    private void Register(in MessageFields message, int start)
    {
        try
        {
            if (_connection.Peer.Register(message.Data.In(_frame.AsSpan(start))) is { } refusal)
            {
                AnswerFault(message.Sequence, refusal with { Message = "d." + refusal.Message });
            }
            else
            {
                AnswerRegister(message);
            }
        }
        catch (PacketFormatException malformed)
        {
            AnswerFault(message.Sequence, ReactorErrors.Malformed("d." + malformed.Message));
        }
    }

    private CloseReason? TakeAnswer(in MessageFields message, int start)
    {
        if (_connection.Peer.Answer(message.Sequence, message.Data.In(_frame.AsSpan(start)), message.Type == MessageType.Error) is not { } malformed)
        {
            return null;
        }

        AnswerFault(message.Sequence, new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, "d: " + malformed));
        return CloseReason.ProtocolFault;
    }

    private void Cancel(ReadOnlySpan<byte> data)
    {
        if (MessageParser.AtomIdOf(data) is { } id)
        {
            _connection.Find(id)?.Cancel(ReactorErrors.Cancelled);
        }
    }
}
