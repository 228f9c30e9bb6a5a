using System.Numerics;

namespace PacketFlow.Client;

/// <summary>
/// The atoms that wait for their replies on one connection: slots, each found by its sequence. A slot's next atom has another
/// sequence, so that a late reply to the one before finds nobody.
/// </summary>
internal sealed class PendingCalls
{
    private readonly Lock _lock = new();
    private readonly Slot[] _slots;
    private readonly int[] _free;
    private readonly uint _step;
    private readonly Queue<TaskCompletionSource<int>> _waiting = new();
    private int _freeCount;
    private uint _lastOther;
    private bool _isClosed;

    public PendingCalls(int capacity)
    {
        _step = BitOperations.RoundUpToPowerOf2((uint)capacity + 1);
        _slots = new Slot[capacity];
        _free = new int[capacity];
        _freeCount = capacity;
        for (int index = 0; index < capacity; index++)
        {
            _slots[index].Sequence = (uint)index;
            _free[index] = capacity - 1 - index;
        }
    }

    /// <summary>How many atoms wait.</summary>
    public int Count => _slots.Length - Volatile.Read(ref _freeCount);

    /// <summary>The sequence of messages that are no single atom's and whose answers nobody has to tell apart.</summary>
    public uint OtherSequence => (uint)_slots.Length;

    /// <summary>A sequence for a message that is no single atom's, as no other has for a long time.</summary>
    public uint NextOtherSequence() => OtherSequence + (Interlocked.Increment(ref _lastOther) * _step);

    /// <summary>Whether a sequence is no single atom's.</summary>
    public bool IsOther(uint sequence) => (sequence & (_step - 1)) == OtherSequence;

    /// <summary>Takes in an atom if there is room.</summary>
    /// <returns>Whether there was; not when the connection is lost either.</returns>
    public bool TryAdd(WireCall call, long due)
    {
        lock (_lock)
        {
            if (_isClosed || _freeCount == 0)
            {
                return false;
            }

            Put(_free[--_freeCount], call, due);
            return true;
        }
    }

    /// <summary>Waits for room, behind those that wait already.</summary>
    /// <returns>A slot that is kept for the caller, or a negative number when the connection is lost.</returns>
    public TaskCompletionSource<int> WaitForRoom()
    {
        var turn = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isClosed)
            {
                turn.SetResult(-1);
            }
            else if (_freeCount > 0)
            {
                turn.SetResult(_free[--_freeCount]);
            }
            else
            {
                _waiting.Enqueue(turn);
            }
        }

        return turn;
    }

    /// <summary>Takes in an atom where room was kept for it.</summary>
    /// <returns>False when the connection is lost.</returns>
    public bool TryAddAt(int index, WireCall call, long due)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                Put(index, call, due);
            }

            return !_isClosed;
        }
    }

    /// <summary>Takes out the atom with a sequence; it is the taker's to end. Null when another has taken it.</summary>
    public WireCall? Take(uint sequence)
    {
        uint index = sequence & (_step - 1);
        if (index >= _slots.Length)
        {
            return null;
        }

        lock (_lock)
        {
            return _slots[index].Sequence == sequence ? TakeAt((int)index) : null;
        }
    }

    /// <summary>Takes out the atoms that were sent in one message.</summary>
    public List<WireCall> TakeBatch(uint sequence)
    {
        var batch = new List<WireCall>();
        lock (_lock)
        {
            for (int index = 0; index < _slots.Length; index++)
            {
                if (_slots[index].Call?.Batch?.Sequence == sequence)
                {
                    batch.Add(TakeAt(index)!);
                }
            }
        }

        return batch;
    }

    /// <summary>Takes out the atoms whose time is up.</summary>
    /// <param name="now">The time.</param>
    /// <param name="due">Where they go.</param>
    /// <returns>When the next one's time will be; <see cref="long.MaxValue"/> when none waits.</returns>
    public long TakeDue(long now, List<WireCall> due)
    {
        long next = long.MaxValue;
        lock (_lock)
        {
            for (int index = 0; index < _slots.Length; index++)
            {
                if (_slots[index].Call is null)
                {
                    continue;
                }

                if (_slots[index].Due > now)
                {
                    next = Math.Min(next, _slots[index].Due);
                }
                else
                {
                    due.Add(TakeAt(index)!);
                }
            }
        }

        return next;
    }

    /// <summary>Takes nothing more and takes out all; who waits for room is told.</summary>
    public List<WireCall> Close()
    {
        var all = new List<WireCall>();
        lock (_lock)
        {
            _isClosed = true;
            while (_waiting.TryDequeue(out TaskCompletionSource<int>? turn))
            {
                turn.TrySetResult(-1);
            }

            for (int index = 0; index < _slots.Length; index++)
            {
                if (TakeAt(index) is { } call)
                {
                    all.Add(call);
                }
            }
        }

        return all;
    }

    /// <summary>Gives back a slot that was kept for a caller.</summary>
    public void GiveBack(int index)
    {
        lock (_lock)
        {
            Release(index);
        }
    }

    private void Put(int index, WireCall call, long due)
    {
        ref Slot slot = ref _slots[index];
        slot.Sequence += _step;

        // Zero is what a peer answers with when it does not know whom.
        if (slot.Sequence == 0)
        {
            slot.Sequence = _step;
        }

        slot.Call = call;
        slot.Due = due;
        call.Sequence = slot.Sequence;
    }

    private WireCall? TakeAt(int index)
    {
        WireCall? call = _slots[index].Call;
        if (call is not null)
        {
            _slots[index].Call = null;
            Release(index);
        }

        return call;
    }

    private void Release(int index)
    {
        while (_waiting.TryDequeue(out TaskCompletionSource<int>? turn))
        {
            if (turn.TrySetResult(index))
            {
                return;
            }
        }

        _free[_freeCount++] = index;
    }

    private struct Slot
    {
        public WireCall? Call;
        public uint Sequence;
        public long Due;
    }
}
