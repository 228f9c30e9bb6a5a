namespace PacketFlow.Chemistry;

/// <summary>The elements known by name, each group in the order of the table.</summary>
internal static class ElementRegistry
{
    private static readonly KnownElement[] Cf =
    [
        new("seq", []),
        new("branch", ["br"]),
        new("loop", ["lp"]),
        new("exception", ["ex"]),
        new("gate", []),
        new("ping", [], 5, 15),
        new("health", [], 10, 30),
        new("shutdown", []),
        new("restart", []),
    ];

    private static readonly KnownElement[] Df =
    [
        new("produce", ["pr"]),
        new("consume", ["cs"]),
        new("transform", ["tr"], 30, 120),
        new("aggregate", ["ag", "reduce"]),
        new("validate", [], 15, 60),
        new("filter", []),
    ];

    private static readonly KnownElement[] Ed =
    [
        new("signal", ["sg"], 5, 15),
        new("timer", ["tm"]),
        new("threshold", ["th"]),
        new("pattern", ["pt"]),
        new("watch", []),
        new("react", []),
        new("notify", []),
        new("trigger", []),
        new("subscribe", []),
    ];

    private static readonly KnownElement[] Co =
    [
        new("barrier", ["ba", "sync"]),
        new("broadcast", ["bc"], 20, 60),
        new("gather", ["ga"]),
        new("election", ["el"]),
        new("vote", []),
        new("distribute", []),
    ];

    private static readonly KnownElement[] Mc =
    [
        new("spawn", ["sp"]),
        new("migrate", ["mg"]),
        new("adapt", ["ad", "tune"]),
        new("reflect", ["rf"]),
        new("scale", []),
        new("analyze", [], 60, 300),
        new("optimize", []),
        new("predict", []),
        new("learn", []),
    ];

    private static readonly KnownElement[] Rm =
    [
        new("allocate", ["al", "alloc"]),
        new("release", ["rl", "free"]),
        new("lock", ["lk"]),
        new("cache", ["ca"]),
        new("monitor", [], 10, 30),
        new("scale", []),
        new("cleanup", []),
    ];

    /// <summary>The elements of a group; none for a value that is no group.</summary>
    public static KnownElement[] Of(AtomGroup group) => group switch
    {
        AtomGroup.Cf => Cf,
        AtomGroup.Df => Df,
        AtomGroup.Ed => Ed,
        AtomGroup.Co => Co,
        AtomGroup.Mc => Mc,
        AtomGroup.Rm => Rm,
        _ => [],
    };

    /// <summary>The element of that name or alias, or null. A group has at most nine: a scan beats a table of hashes.</summary>
    public static KnownElement? Find(AtomGroup group, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var element in Of(group))
        {
            if (element.Name == name || Array.IndexOf(element.Aliases, name) >= 0)
            {
                return element;
            }
        }

        return null;
    }
}
