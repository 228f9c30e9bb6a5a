using System.Buffers;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

internal sealed partial class ReceiveLoop
{
    /// <summary>No handler runs.</summary>
    private const int Outside = 0;

    /// <summary>A handler runs on the loop's thread; the loop may be taken away from it.</summary>
    private const int InHandler = 1;

    /// <summary>The handler has come back and answers.</summary>
    private const int Answering = 2;

    /// <summary>Another loop has gone on.</summary>
    private const int Taken = 3;

    private int _phase;
    private int _calls;
    private CallWatch _watch;

    private bool IsTaken => Volatile.Read(ref _phase) == Taken;

    public override void Enter()
    {
        _calls++;
        Volatile.Write(ref _phase, InHandler);
    }

    public override bool TryClaim() => Interlocked.CompareExchange(ref _phase, Answering, InHandler) == InHandler;

    public bool Look(long now, int patience)
    {
        if (Volatile.Read(ref _phase) != InHandler)
        {
            return IsTaken;
        }

        _watch.Look(_calls);
        if (_watch.IsHeld(patience) && Interlocked.CompareExchange(ref _phase, Taken, InHandler) == InHandler)
        {
            TakeAway();
        }

        return IsTaken;
    }

    // The handler's thread keeps this loop with its buffers; nobody else uses them again. What it has answered already is sent, and what it
    // has not looked at goes to a new loop.
    private void TakeAway()
    {
        Reaction held = _reaction!;
        var next = new ReceiveLoop(_connection)
        {
            _batch = _batch, _batchLeft = _batchLeft, _batchIds = _batchIds, _part = _part, _earlier = _earlier, _ended = _ended,
        };
        next.TakeOver(this);
        if (_replies.Length > 0)
        {
            _connection.Out.Append(_replies.Written);
        }

        _connection.Reactor.TakeFromThread(held);
        ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
    }

    private void TakeOver(ReceiveLoop taken)
    {
        if (taken._next < taken._frameEnd)
        {
            int origin = _batchLeft > 0 ? taken._batchStart : taken._next;
            _frame = taken._frame.AsSpan(origin, taken._frameEnd - origin).ToArray();
            _next = taken._next - origin;
            _frameEnd = _frame.Length;
            _batchEnd = taken._batchEnd - origin;
        }

        int left = taken._end - taken._start;
        if (left > _buffer.Length)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(LargeBuffer, left));
        }

        taken._buffer.AsSpan(taken._start, left).CopyTo(_buffer);
        _end = left;
    }
}
