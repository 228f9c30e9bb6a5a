namespace PacketFlow;

/// <remarks>
/// The thesis (section 3.1.3) gives the formulas and leaves the quantities in them open. Each is taken here from a figure that the
/// table has anyway, so that no number is made up.
/// </remarks>
public static partial class PeriodicTable
{
    private const int DefaultPriority = 5;
    private const int MaximumPriority = 10;

    /// <summary>The shortest timeout of the table; what may run that long counts as one unit of complexity.</summary>
    private const double ComplexityUnitSeconds = 5;

    /// <summary>
    /// How readily atoms of the group interact with others. Only the order has a meaning, ED &gt; DF &gt; CF &gt; RM &gt; CO &gt; MC;
    /// the numbers are the ranks 6 to 1.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is none of the six.</exception>
    public static int Reactivity(AtomGroup group) => group switch
    {
        AtomGroup.Ed => 6,
        AtomGroup.Df => 5,
        AtomGroup.Cf => 4,
        AtomGroup.Rm => 3,
        AtomGroup.Co => 2,
        AtomGroup.Mc => 1,
        _ => throw NoSuchGroup(group),
    };

    /// <summary>
    /// What it costs to get an atom going: complexity times priority factor. The complexity is the element's default timeout in
    /// units of five seconds; the factor is 5 / priority, 1 for the default priority: the more urgent, the easier to start.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The element's name or one of its aliases.</param>
    /// <param name="priority">The atom's priority, 1 to 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">The group is none of the six, or the priority is not within 1 to 10.</exception>
    public static double IonizationEnergy(AtomGroup group, string name, int priority = DefaultPriority) =>
        DefaultTimeoutSeconds(group, name) / ComplexityUnitSeconds * DefaultPriority / Checked(priority);

    /// <summary>
    /// How strongly an atom draws resources to itself: resource demand times priority. The demand is the mean of what the group
    /// asks of the four kinds of resources, which is its affinity for a <c>general</c> reactor.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="priority">The atom's priority, 1 to 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">The group is none of the six, or the priority is not within 1 to 10.</exception>
    public static double Electronegativity(AtomGroup group, int priority = DefaultPriority) =>
        Affinity(ReactorType.General, group) * Checked(priority);

    /// <summary>
    /// How far the effect of an atom reaches: affected processes times communication overhead. The overhead is the share of the
    /// group's work that is communication, which is its affinity for a <c>network_bound</c> reactor.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="affectedProcesses">How many processes the atom touches, its own included; the participants of a collective one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The group is none of the six, or the count is negative.</exception>
    public static double AtomicRadius(AtomGroup group, int affectedProcesses = 1) => affectedProcesses >= 0
        ? affectedProcesses * Affinity(ReactorType.NetworkBound, group)
        : throw new ArgumentOutOfRangeException(nameof(affectedProcesses), affectedProcesses, "A count of processes is never negative.");

    private static int Checked(int priority) => priority is >= 1 and <= MaximumPriority
        ? priority
        : throw new ArgumentOutOfRangeException(nameof(priority), priority, "Priorities go from 1 to 10.");
}
