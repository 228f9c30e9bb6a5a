using System.Collections.Immutable;

namespace PacketFlow.Molecules;

/// <summary>What must have held for a step to run: the step decided so by this When.</summary>
internal readonly record struct Condition(int Step, string When)
{
    /// <summary>
    /// Whether no run meets both sets: one step decided both ways, by two conditions with different names. They are taken to exclude
    /// each other, which is what a branch means.
    /// </summary>
    public static bool AreExclusive(ImmutableHashSet<Condition> left, ImmutableHashSet<Condition> right) =>
        left.Any(mine => right.Any(theirs => mine.Step == theirs.Step && mine.When != theirs.When));

    /// <summary>What holds in each of several ways to the same place; nothing if there is none.</summary>
    public static ImmutableHashSet<Condition> Common(IEnumerable<ImmutableHashSet<Condition>> ways) =>
        ways.Aggregate(static (all, next) => all.Intersect(next));
}
