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
        _frameStart = _replies.Length;
        _connection.Framing.Begin(_replies, isText: false);
        var writer = new PacketWriter(_replies);
        MessageWriter.BeginResult(ref writer, reaction.Sequence, _unixSeconds, reaction.Source, reaction.IdBytes, reaction.ClampedSeconds > 0);
        return writer;
    }

    public override void EndResult(Reaction reaction, ref PacketWriter writer)
    {
        MessageWriter.EndResult(ref writer, reaction.DurationMilliseconds, reaction.ClampedSeconds);
        writer.Flush();
        _connection.Framing.End(_replies, _frameStart, isText: false);
        _now = reaction.Ended;
    }

    public override void Fail(Reaction reaction, in AtomError error)
    {
        _replies.Truncate(_replyStart);
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
        int start = _replies.Length;
        _connection.Framing.Begin(_replies, isText: false);
        var writer = new PacketWriter(_replies);
        MessageWriter.BeginMessage(ref writer, MessageType.Result, ping.Sequence, _unixSeconds, 0, ping.Source);
        _connection.Reactor.Health.Read().Write(ref writer);
        writer.Flush();
        _connection.Framing.End(_replies, start, isText: false);
    }

    private void AnswerHello(in MessageFields hello)
    {
        int start = _replies.Length;
        _connection.Framing.Begin(_replies, isText: false);
        var writer = new PacketWriter(_replies);
        MessageWriter.BeginMessage(ref writer, MessageType.Result, hello.Sequence, _unixSeconds, 0, hello.Source);
        writer.WriteMapHeader(1);
        writer.WriteUtf8("ok"u8);
        writer.WriteBoolean(true);
        writer.Flush();
        _connection.Framing.End(_replies, start, isText: false);
    }
}
