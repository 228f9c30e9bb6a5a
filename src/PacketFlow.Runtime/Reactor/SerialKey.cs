namespace PacketFlow.Reactor;

/// <summary>Atoms that run one after another. All of it under its lock.</summary>
internal sealed class SerialKey
{
    private readonly Queue<Reaction> _inOrder = new();
    private readonly AtomQueue? _byPriority;

    /// <summary>Atoms in arrival order.</summary>
    public SerialKey()
    {
    }

    /// <summary>Atoms by priority.</summary>
    public SerialKey(AtomQueue byPriority) => _byPriority = byPriority;

    public Lock Lock { get; } = new();

    /// <summary>Whether an atom runs under the key.</summary>
    public bool IsBusy { get; set; }

    /// <summary>The name under which a lane keeps it, or null where somebody else does.</summary>
    public string? Name { get; init; }

    /// <summary>How many atoms run or wait under it.</summary>
    public int Users { get; set; }

    public void Enqueue(Reaction reaction)
    {
        if (_byPriority is null)
        {
            _inOrder.Enqueue(reaction);
        }
        else
        {
            _byPriority.Enqueue(reaction);
        }
    }

    public Reaction? Dequeue() => _byPriority is not null ? _byPriority.Dequeue() : _inOrder.TryDequeue(out Reaction? next) ? next : null;
}
