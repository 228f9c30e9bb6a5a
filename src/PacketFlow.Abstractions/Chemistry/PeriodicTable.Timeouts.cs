using PacketFlow.Chemistry;

namespace PacketFlow;

public static partial class PeriodicTable
{
    /// <summary>An element that sets no maximum of its own may run this many times its group's default.</summary>
    private const double MaximumPerDefault = 4;

    /// <summary>How long an atom of the group may run when neither it nor its element says, in seconds.</summary>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is none of the six.</exception>
    public static double DefaultTimeoutSeconds(AtomGroup group) => group switch
    {
        AtomGroup.Cf => 10,
        AtomGroup.Df => 30,
        AtomGroup.Ed => 5,
        AtomGroup.Co => 20,
        AtomGroup.Mc => 60,
        AtomGroup.Rm => 10,
        _ => throw NoSuchGroup(group),
    };

    /// <summary>How long an atom of the element may run when it does not say itself, in seconds.</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The element's name or one of its aliases.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is none of the six.</exception>
    public static double DefaultTimeoutSeconds(AtomGroup group, string name) =>
        ElementRegistry.Find(group, name)?.DefaultSeconds ?? DefaultTimeoutSeconds(group);

    /// <summary>The longest timeout that an atom of the element may ask for, in seconds; a longer one is clamped to it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The element's name or one of its aliases.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is none of the six.</exception>
    public static double MaximumTimeoutSeconds(AtomGroup group, string name) =>
        ElementRegistry.Find(group, name)?.MaximumSeconds ?? (MaximumPerDefault * DefaultTimeoutSeconds(group));
}
