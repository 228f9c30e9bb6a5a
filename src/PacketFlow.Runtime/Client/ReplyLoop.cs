using System.Buffers;
using Microsoft.Extensions.Logging;
using PacketFlow.Observability;
using PacketFlow.Protocol;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>Reads a client's connection: every whole reply in one large buffer ends its atom before the next bytes are asked for.</summary>
/// <param name="connection">The connection.</param>
/// <param name="wire">Its bytes.</param>
/// <param name="framing">Its frames.</param>
/// <param name="output">What goes out on it.</param>
/// <param name="received">What was read already.</param>
/// <param name="log">Where a fault of the loop itself is told.</param>
internal sealed class ReplyLoop(ClientConnection connection, Wire wire, Framing framing, OutBox output, ReadOnlyMemory<byte> received, ILogger log)
{
    private const int InitialBuffer = 64 * 1024;

    /// <summary>What it keeps of what a long reply took.</summary>
    private const int LargeBuffer = 128 * 1024;

    /// <summary>A result may be as deep as a payload; around it are the message and its <c>d</c>.</summary>
    private const int MaxDepth = PacketReader.DefaultMaxDepth + 2;

    private const byte Nil = 0xC0;

    // What the framing answers by itself.
    private readonly Scratch _replies = new();
    private byte[] _buffer = new byte[InitialBuffer];
    private int _start;
    private int _end;

    public async Task RunAsync()
    {
        string? reason = null;
        try
        {
            received.CopyTo(_buffer);
            _end = received.Length;
            while (TakeAll())
            {
                if (_replies.Length > 0)
                {
                    await output.SendAsync(_replies.Bytes.AsMemory(0, _replies.Length)).ConfigureAwait(false);
                    _replies.Truncate(0);
                }

                MakeRoom();
                int read = await wire.ReceiveAsync(_buffer.AsMemory(_end)).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                _end += read;
                connection.Hear();
            }

            if (_replies.Length > 0)
            {
                // The peer takes leave, and is answered.
                await output.SendAsync(_replies.Bytes.AsMemory(0, _replies.Length)).ConfigureAwait(false);
            }
        }
        catch (PacketFlowException malformed)
        {
            reason = $"It sent what is no message: {malformed.Message}";
        }
        catch (Exception lost) when (OutBox.IsLoss(lost))
        {
            reason = lost.Message;
        }
        catch (Exception fault)
        {
            // Whatever it is, it ends this connection alone: the next one is made.
            Log.ClientFailed(log, fault);
            reason = $"The client failed: {fault.Message}";
        }
        finally
        {
            connection.Close(connection.LastWords ?? reason);
        }
    }

    /// <returns>False when the connection cannot go on.</returns>
    private bool TakeAll()
    {
        while (true)
        {
            FrameKind kind = framing.Next(_buffer.AsSpan(_start, _end - _start), _replies, out int consumed, out Range content, out byte[]? gathered);
            ReadOnlySpan<byte> frame = gathered is null ? _buffer.AsSpan(_start, _end - _start)[content] : gathered.AsSpan()[content];
            _start += consumed;
            switch (kind)
            {
                case FrameKind.Messages:
                    TakeMessages(frame);
                    break;
                case FrameKind.Control:
                    break;
                case FrameKind.Incomplete:
                    return true;
                case FrameKind.Closed:
                    return false;
                default:
                    connection.LastWords ??= _buffer.AsSpan(_start, _end - _start).StartsWith("HTTP/"u8)
                        ? "It sent HTTP. Is this the port of a web server? Then write ws://."
                        : "It sent a frame that is too long or not of the protocol.";
                    return false;
            }
        }
    }

    private void TakeMessages(ReadOnlySpan<byte> messages)
    {
        while (!messages.IsEmpty)
        {
            int length;
            MessageFields fields;
            try
            {
                length = MessageParser.Parse(messages, PacketReader.DefaultMaxDepth, out fields);
            }
            catch (PacketFormatException tooDeep) when (tooDeep.Code == ErrorCodes.TooLarge && MessageParser.FindSequence(messages) is > 0 and var sequence)
            {
                connection.Answer(sequence, default, AtomError.Of(tooDeep), MaxDepth);
                return;
            }

            ReadOnlySpan<byte> data = fields.Data.In(messages);
            switch (fields.Type)
            {
                case MessageType.Result:
                    Slice result = ReplyParser.DataOf(data, MaxDepth);
                    connection.Answer(fields.Sequence, data, result.IsEmpty ? [Nil] : result.In(data), MaxDepth);
                    break;
                case MessageType.Error:
                    connection.Answer(fields.Sequence, data, ReplyParser.ErrorOf(data, MaxDepth), MaxDepth);
                    break;
                default:
                    // A client asks and does not answer; what a peer asks of it is skipped.
                    break;
            }

            messages = messages[length..];
        }
    }

    private void MakeRoom()
    {
        if (_buffer.Length > LargeBuffer && _end - _start <= LargeBuffer / 2)
        {
            Replace(LargeBuffer);
        }
        else if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_start > 0 && _end == _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Replace(2 * _buffer.Length);
        }
    }

    private void Replace(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        _buffer.AsSpan(_start, _end - _start).CopyTo(buffer);
        if (_buffer.Length > InitialBuffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = buffer;
        _end -= _start;
        _start = 0;
    }
}
