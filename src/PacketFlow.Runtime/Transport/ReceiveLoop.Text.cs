using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

internal sealed partial class ReceiveLoop
{
    // What stands in the packet that is being handled, and the result of its handler before it is JSON. Made for the first text frame.
    private Scratch? _packet;
    private Scratch? _textResult;

    /// <summary>Handles a JSON frame. A fault of the protocol is told in an error frame.</summary>
    private CloseReason? HandleText()
    {
        ReadOnlySpan<byte> text = _frame.AsSpan(_next, _frameEnd - _next);
        _next = _frameEnd;
        JsonFrame frame;
        try
        {
            frame = JsonFrame.Parse(text);
        }
        catch (PacketFlowException noFrame)
        {
            _connection.WriteTextError(_replies, 0, AtomError.Of(noFrame));
            return CloseReason.ProtocolFault;
        }

        _connection.SpeaksText = true;
        ReadOnlySpan<byte> payload = frame.Payload.In(text);
        switch (frame.Type)
        {
            case JsonFrameType.Submit:
                SubmitText(payload, frame.Sequence);
                break;
            case JsonFrameType.Heartbeat:
                break;
            case JsonFrameType.Register:
                _connection.Peer.RegisterText(payload, frame.Sequence, _replies);
                break;
            default:
                return TakeTextAnswer(frame, payload);
        }

        return null;
    }

    private CloseReason? TakeTextAnswer(in JsonFrame frame, ReadOnlySpan<byte> payload)
    {
        if (_connection.Peer.AnswerText(frame.Sequence, payload, isError: frame.Type == JsonFrameType.Error) is not { } malformed)
        {
            return null;
        }

        _connection.WriteTextError(_replies, frame.Sequence, new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, "payload: " + malformed));
        return CloseReason.ProtocolFault;
    }

    private void SubmitText(ReadOnlySpan<byte> packet, uint sequence)
    {
        _packet ??= new Scratch();
        _packet.Truncate(0);
        JsonPacket.Parse(packet, _packet, _connection.Settings.MaxDepth, out AtomFields atom, out List<string>? dependencies);
        Reaction reaction = _reaction ??= new Reaction(_connection.Reactor, _connection);
        reaction.Take(_packet.Bytes, 0, atom, sequence, source: 0);
        reaction.IsText = true;
        _replyStart = _replies.Length;
        if (dependencies is null || atom.Problem is not null)
        {
            _connection.Reactor.Accept(reaction, _packet.Written, this, _now);
        }
        else
        {
            _connection.Dependencies.Accept(reaction, _packet.Written, dependencies, this, _now);
        }

        if (_phase == Taken)
        {
            // The bytes stay with the handler that holds them.
            return;
        }

        _phase = Outside;
        _reaction?.Reset();
    }
}
