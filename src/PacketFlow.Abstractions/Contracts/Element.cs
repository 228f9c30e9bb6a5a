namespace PacketFlow;

/// <summary>What is known of an element at compile time: its address and how it wants to be run.</summary>
public class Element
{
    private readonly TimeSpan? _timeout;
    private readonly TimeSpan? _maxTimeout;

    /// <summary>Describes the element with an address.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="name">Its name on the wire.</param>
    public Element(AtomGroup group, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Group = group;
        Name = name;
    }

    /// <summary>Its group.</summary>
    public AtomGroup Group { get; }

    /// <summary>Its name on the wire.</summary>
    public string Name { get; }

    /// <summary>Other names, in the same group, under which atoms reach it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>How long a run may take unless the atom says otherwise.</summary>
    public TimeSpan Timeout
    {
        get => _timeout ?? TimeSpan.FromSeconds(PeriodicTable.DefaultTimeoutSeconds(Group, OwnName));
        init => _timeout = value;
    }

    /// <summary>What a longer wish of an atom is clamped to.</summary>
    public TimeSpan MaxTimeout
    {
        get => _maxTimeout ?? TimeSpan.FromSeconds(PeriodicTable.MaximumTimeoutSeconds(Group, OwnName));
        init => _maxTimeout = value;
    }

    /// <summary>Whether running it twice does what running it once does.</summary>
    public bool Idempotent { get; init; }

    /// <summary>1 to 10, 10 is most urgent.</summary>
    public int Priority { get; init; } = 5;

    /// <summary>The resource whose lock it runs under, or the payload member that names it.</summary>
    public string? Resource { get; init; }

    /// <summary>How often a molecule tries a failed step again; null for the policy's default.</summary>
    public int? Retries { get; init; }

    /// <summary>Whether a molecule leaves it in doubt after a crash in the middle, instead of running it again.</summary>
    public bool AtMostOnce { get; init; }

    // A molecule's step is addressed as element@molecule/version/step; its defaults are the element's.
    private string OwnName => Name.IndexOf('@', StringComparison.Ordinal) is var at and > 0 ? Name[..at] : Name;

    /// <summary>The address as people write it: <c>df:transform</c>.</summary>
    public override string ToString() => $"{PeriodicTable.GroupCode(Group)}:{Name}";
}
