using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>What became of the first atom with an idempotency key; its repetitions are answered alike and not run.</summary>
internal sealed class RememberedResult(ResultMemory memory, string key)
{
    private readonly Lock _lock = new();
    private List<Reaction>? _waiting = [];

    /// <summary>The key, together with whose it is.</summary>
    public string Key => key;

    /// <summary>Until when it is kept.</summary>
    public long Ends { get; set; }

    /// <summary>The result, once there is one.</summary>
    public byte[]? Result { get; private set; }

    /// <summary>Answers a repetition now, or when the first atom has its result.</summary>
    /// <returns>False when the first atom has failed meanwhile, and is forgotten.</returns>
    public bool Join(Reaction repetition)
    {
        lock (_lock)
        {
            if (Result is null)
            {
                if (_waiting is null)
                {
                    return false;
                }

                _waiting.Add(repetition);
                return true;
            }
        }

        repetition.Repeat(Result);
        return true;
    }

    public void Complete(ReadOnlySpan<byte> result)
    {
        List<Reaction> waiting;
        lock (_lock)
        {
            Result = result.ToArray();
            waiting = _waiting!;
            _waiting = null;
        }

        memory.Keep(this);
        foreach (Reaction repetition in waiting)
        {
            repetition.Repeat(Result);
        }
    }

    /// <summary>A failure is not remembered: the key may be tried again.</summary>
    public void Fail(in AtomError error)
    {
        List<Reaction> waiting;
        lock (_lock)
        {
            waiting = _waiting!;
            _waiting = null;
        }

        memory.Forget(this);
        foreach (Reaction repetition in waiting)
        {
            repetition.Refuse(error);
        }
    }
}
