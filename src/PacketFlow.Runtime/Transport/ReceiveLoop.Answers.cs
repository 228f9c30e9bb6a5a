using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

internal sealed partial class ReceiveLoop
{
    private int _replyStart;
    private int _frameStart;
    private Reaction? _reaction;

    public override PacketWriter BeginResult(Reaction reaction)
    {
        if (reaction.IsText)
        {
            _textResult ??= new Scratch();
            _textResult.Truncate(0);
            return new PacketWriter(_textResult);
        }

        _frameStart = _replies.Length;
        _connection.Framing.Begin(_replies, isText: false);
        var writer = new PacketWriter(_replies);
        MessageWriter.BeginResult(ref writer, reaction.Sequence, _unixSeconds, reaction.Source, reaction.IdBytes, reaction.ClampedSeconds > 0);
        return writer;
    }

    public override void EndResult(Reaction reaction, ref PacketWriter writer)
    {
        _now = reaction.Ended;
        if (reaction.IsText)
        {
            _connection.WriteText(_replies, reaction, _textResult!.Written);
            return;
        }

        MessageWriter.EndResult(ref writer, reaction.DurationMilliseconds, reaction.ClampedSeconds);
        writer.Flush();
        _connection.Framing.End(_replies, _frameStart, isText: false);
    }

    public override void Fail(Reaction reaction, in AtomError error)
    {
        _replies.Truncate(_replyStart);
        if (reaction.IsText)
        {
            _connection.WriteText(_replies, reaction, error);
            return;
        }

        AnswerFault(reaction.Sequence, error, reaction.IdBytes, reaction.Source);
    }

    /// <summary>The atom goes on by itself; the next one gets another object.</summary>
    public override void Leave(Reaction reaction) => _reaction = null;

    private void AnswerFault(uint sequence, in AtomError error, ReadOnlySpan<byte> atomId = default, ushort destination = 0)
    {
        int start = _replies.Length;
        _connection.Framing.Begin(_replies, isText: false);
        MessageWriter.Error(_replies, sequence, _unixSeconds, destination, atomId, error);
        _connection.Framing.End(_replies, start, isText: false);
    }

    private void AnswerPing(in MessageFields ping)
    {
        PacketWriter writer = BeginAnswer(ping, out int start);
        _connection.Reactor.Health.Write(ref writer, detail: false);
        EndAnswer(ref writer, start);
    }

    private void AnswerHello(in MessageFields hello)
    {
        PacketWriter writer = BeginAnswer(hello, out int start);
        writer.WriteMapHeader(1);
        writer.WriteUtf8("ok"u8);
        writer.WriteBoolean(true);
        EndAnswer(ref writer, start);
    }

    // Ids are assigned where there is a table of reactors: at a gateway. A reactor that takes a peer's elements itself has none to give.
    private void AnswerRegister(in MessageFields register)
    {
        PacketWriter writer = BeginAnswer(register, out int start);
        writer.WriteMapHeader(2);
        writer.WriteUtf8("id"u8);
        writer.WriteInt32(0);
        writer.WriteUtf8("reactors"u8);
        writer.WriteMapHeader(0);
        EndAnswer(ref writer, start);
    }

    private PacketWriter BeginAnswer(in MessageFields request, out int start)
    {
        start = _replies.Length;
        _connection.Framing.Begin(_replies, isText: false);
        var writer = new PacketWriter(_replies);
        MessageWriter.BeginMessage(ref writer, MessageType.Result, request.Sequence, _unixSeconds, 0, request.Source);
        return writer;
    }

    private void EndAnswer(ref PacketWriter writer, int start)
    {
        writer.Flush();
        _connection.Framing.End(_replies, start, isText: false);
    }
}
