using System.Buffers.Binary;
using System.Text.Unicode;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>A WebSocket's frames, of either side: unmasked in place, parts put together, control frames answered on the way.</summary>
internal sealed class WebSocketFraming(int maxMessage, WebSocketRole role = WebSocketRole.Server) : Framing
{
    /// <summary>Most of what we send fits in a frame with the shortest head.</summary>
    private const int ShortHead = 2;

    private const int MaskSize = sizeof(uint);

    private readonly bool _isMasking = role == WebSocketRole.Client;
    private byte[] _parts = [];
    private int _gathered;
    private int _openOpcode = -1;
    private bool _hasClosed;

    public override int Gathered => _parts.Length;

    private int HeadSize => _isMasking ? ShortHead + MaskSize : ShortHead;

    public override FrameKind Next(Span<byte> received, Scratch replies, out int consumed, out Range content, out byte[]? gathered)
    {
        consumed = 0;
        content = default;
        gathered = null;
        if (WebSocketHead.Read(received) is not { } head)
        {
            return FrameKind.Incomplete;
        }

        if (head.Length < 0 || head.IsMasked != (role == WebSocketRole.Server) || (head.Opcode == WebSocketHead.Continuation) != (_openOpcode >= 0 && !head.IsControl))
        {
            return Broken(CloseReason.ProtocolFault);
        }

        if (head.Length > maxMessage - (head.IsControl ? 0 : _gathered))
        {
            return Broken(CloseReason.TooLong);
        }

        if (received.Length < head.Size + head.Length)
        {
            return FrameKind.Incomplete;
        }

        consumed = head.Size + (int)head.Length;
        Span<byte> payload = received[head.Size..consumed];
        WebSocketMask.Apply(payload, head.Mask);
        if (head.IsControl)
        {
            return Control(head.Opcode, payload, replies);
        }

        if (head.IsFinal && _openOpcode < 0)
        {
            content = head.Size..consumed;
            return Whole(head.Opcode, payload);
        }

        return Gather(head, payload, ref content, ref gathered);
    }

    public override int WholeFrames(ReadOnlySpan<byte> received, int wanted)
    {
        int at = 0;
        while (at < wanted && role == WebSocketRole.Server && _openOpcode < 0
            && WebSocketHead.Read(received[at..]) is { IsFinal: true, IsMasked: true, Opcode: WebSocketHead.Binary, Length: >= 0 } head
            && head.Length <= maxMessage && received.Length - at >= head.Size + head.Length)
        {
            at += head.Size + (int)head.Length;
        }

        return at;
    }

    public override void Begin(Scratch replies, bool isText)
    {
        replies.GetSpan(HeadSize);
        replies.Advance(HeadSize);
    }

    public override void End(Scratch replies, int start, bool isText)
    {
        int length = replies.Length - start - HeadSize;
        int more = length <= WebSocketHead.MaxControl ? 0 : length <= ushort.MaxValue ? sizeof(ushort) : sizeof(ulong);
        if (more > 0)
        {
            // A longer head than there was room for: the content makes room.
            replies.GetSpan(more);
            replies.Advance(more);
            Span<byte> content = replies.Bytes.AsSpan(start + HeadSize, length + more);
            content[..length].CopyTo(content[more..]);
        }

        Seal(replies.Bytes.AsSpan(start, HeadSize + more + length), isText ? WebSocketHead.Text : WebSocketHead.Binary, length);
    }

    public override void Farewell(Scratch replies, CloseReason reason)
    {
        if (!_hasClosed)
        {
            WriteClose(replies, reason switch
            {
                CloseReason.ProtocolFault => WebSocketCloseCode.ProtocolError,
                CloseReason.NotText => WebSocketCloseCode.InvalidText,
                CloseReason.TooLong => WebSocketCloseCode.TooBig,
                CloseReason.Policy or CloseReason.Unfinished or CloseReason.TooSlow => WebSocketCloseCode.PolicyViolation,
                CloseReason.Draining => WebSocketCloseCode.GoingAway,
                _ => WebSocketCloseCode.Normal,
            });
        }
    }

    private FrameKind Broken(CloseReason reason)
    {
        Fault = reason;
        return FrameKind.Fault;
    }

    private FrameKind Control(int opcode, ReadOnlySpan<byte> payload, Scratch replies)
    {
        switch (opcode)
        {
            case WebSocketHead.Ping:
                Write(replies, WebSocketHead.Pong, payload);
                return FrameKind.Control;
            case WebSocketHead.Pong:
                return FrameKind.Control;
        }

        if (payload.Length == 1
            || (payload.Length >= 2 && !WebSocketCloseCode.IsAllowed(BinaryPrimitives.ReadUInt16BigEndian(payload))))
        {
            return Broken(CloseReason.ProtocolFault);
        }

        if (payload.Length > 2 && !Utf8.IsValid(payload[2..]))
        {
            return Broken(CloseReason.NotText);
        }

        _hasClosed = true;
        Write(replies, WebSocketHead.Close, payload[..Math.Min(2, payload.Length)]);
        return FrameKind.Closed;
    }

    private FrameKind Gather(in WebSocketHead head, ReadOnlySpan<byte> payload, ref Range content, ref byte[]? gathered)
    {
        if (_openOpcode < 0)
        {
            _openOpcode = head.Opcode;
        }

        if (_gathered + payload.Length > _parts.Length)
        {
            Array.Resize(ref _parts, Math.Max(_gathered + payload.Length, Math.Min(maxMessage, 2 * _parts.Length)));
        }

        payload.CopyTo(_parts.AsSpan(_gathered));
        _gathered += payload.Length;
        if (!head.IsFinal)
        {
            return FrameKind.Control;
        }

        int opcode = _openOpcode;
        gathered = _parts;
        content = .._gathered;
        _parts = [];
        _openOpcode = -1;
        _gathered = 0;
        return Whole(opcode, gathered.AsSpan(content));
    }

    private FrameKind Whole(int opcode, ReadOnlySpan<byte> content) =>
        opcode == WebSocketHead.Binary ? FrameKind.Messages
        : Utf8.IsValid(content) ? FrameKind.Text
        : Broken(CloseReason.NotText);

    private void WriteClose(Scratch replies, ushort code)
    {
        _hasClosed = true;
        Span<byte> payload = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        Write(replies, WebSocketHead.Close, payload);
    }

    private void Write(Scratch replies, int opcode, ReadOnlySpan<byte> payload)
    {
        int start = replies.Length;
        Begin(replies, isText: false);
        payload.CopyTo(replies.GetSpan(payload.Length));
        replies.Advance(payload.Length);
        Seal(replies.Bytes.AsSpan(start, HeadSize + payload.Length), opcode, payload.Length);
    }

    /// <summary>Writes the head of a frame whose content stands at its end, and masks that if this is the client.</summary>
    private void Seal(Span<byte> frame, int opcode, int length)
    {
        bool isLong = length > ushort.MaxValue;
        frame[0] = (byte)(0x80 | opcode);
        frame[1] = (byte)(length <= WebSocketHead.MaxControl ? length : isLong ? 127 : 126);
        if (isLong)
        {
            BinaryPrimitives.WriteUInt64BigEndian(frame[ShortHead..], (ulong)length);
        }
        else if (length > WebSocketHead.MaxControl)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame[ShortHead..], (ushort)length);
        }

        if (_isMasking)
        {
            uint mask = WebSocketMaskSource.Next();
            Span<byte> content = frame[^length..];
            frame[1] |= 0x80;
            BinaryPrimitives.WriteUInt32LittleEndian(frame[^(length + MaskSize)..], mask);
            WebSocketMask.Apply(content, mask);
        }
    }
}
