using System.Buffers;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>
/// Reads a connection: takes every whole frame out of one large buffer, runs what can run at once, and sends all answers together when
/// nothing is left to read. One loop reads a connection at a time; when a handler holds its thread for too long, another loop goes on
/// with what is left and this one ends with that handler.
/// </summary>
internal sealed partial class ReceiveLoop : InlineHost, IWatched, IThreadPoolWorkItem
{
    /// <summary>For connections that are mostly idle.</summary>
    private const int SmallBuffer = 2 * 1024;

    /// <summary>For connections that fill the small one.</summary>
    private const int LargeBuffer = 128 * 1024;

    /// <summary>So many bytes of answers go out while there is more to handle: the peer goes on with them meanwhile.</summary>
    private const int EnoughToSend = 48 * 1024;

    /// <summary>After so many small reads a large buffer is given back.</summary>
    private const int SmallReads = 256;

    private readonly Connection _connection;
    private Scratch _replies = new();
    private byte[] _buffer;
    private int _start;
    private int _end;
    private int _smallReads;
    private bool _hasMore;

    public ReceiveLoop(Connection connection)
    {
        _connection = connection;
        _buffer = new byte[SmallBuffer];
    }

    /// <summary>Goes on where a loop was taken away, or takes its part.</summary>
    public void Execute()
    {
        if (TryStart())
        {
            _ = RunAsync();
        }
    }

    public async Task RunAsync()
    {
        bool isAtWire = false;
        try
        {
            while (true)
            {
                CloseReason? reason = HandleAll();
                if (IsTaken)
                {
                    return;
                }

                if (_replies.Length > 0)
                {
                    await _connection.Out.SendAsync(_replies.Bytes.AsMemory(0, _replies.Length)).ConfigureAwait(false);
                    _replies.Truncate(0);
                }

                if (reason is { } end)
                {
                    await EarlierAsync().ConfigureAwait(false);
                    await _connection.CloseAsync(end).ConfigureAwait(false);
                    return;
                }

                if (_mustWait)
                {
                    await EarlierAsync().ConfigureAwait(false);
                    continue;
                }

                if (_hasMore)
                {
                    continue;
                }

                if (_ended is not null)
                {
                    return;
                }

                await StartPartAsync().ConfigureAwait(false);
                BeginWait();
                isAtWire = true;
                int read = await _connection.Wire.ReceiveAsync(_buffer.AsMemory(_end)).ConfigureAwait(false);
                isAtWire = false;
                EndWait();
                if (read == 0)
                {
                    await EarlierAsync().ConfigureAwait(false);
                    _connection.Close();
                    return;
                }

                _smallReads = read < SmallBuffer ? _smallReads + 1 : 0;
                _connection.Took(read);
                _end += read;
            }
        }
        catch (Exception lost) when (isAtWire && OutBox.IsLoss(lost))
        {
            _connection.Close();
        }
        catch (Exception fault)
        {
            _connection.Break(fault);
        }
        finally
        {
            EndWait();
            if (!IsTaken)
            {
                _ended?.TrySetResult();
            }
        }
    }

    // A read that fills the buffer tells of more to come: whatever is left in it, it grows.
    private void MakeRoom()
    {
        bool isFull = _end == _buffer.Length;
        if (isFull && _buffer.Length < LargeBuffer)
        {
            Replace(ArrayPool<byte>.Shared.Rent(LargeBuffer));
        }
        else if (HoldsMuch && _end - _start <= LargeBuffer / 2)
        {
            GiveBack();
        }
        else if (_start == _end)
        {
            _start = _end = 0;
            if (_smallReads > SmallReads && _buffer.Length > SmallBuffer)
            {
                Replace(new byte[SmallBuffer]);
                _replies = new Scratch();
                _part = _earlier is { IsCompleted: false } ? _part : null;
            }
        }
        else if (isFull && _end - _start <= _buffer.Length / 2)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        else if (isFull)
        {
            Replace(ArrayPool<byte>.Shared.Rent(2 * _buffer.Length));
        }
    }

    private void Replace(byte[] buffer)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(buffer);
        if (_buffer.Length > SmallBuffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = buffer;
        _end -= _start;
        _start = 0;
        _smallReads = 0;
    }
}
