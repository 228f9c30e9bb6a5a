using PacketFlow.Chemistry;

namespace PacketFlow;

public static partial class PeriodicTable
{
    /// <summary>The canonical names of a group's known elements, in the order of the table.</summary>
    /// <param name="group">The group.</param>
    public static IReadOnlyList<string> KnownElements(AtomGroup group) =>
        [.. ElementRegistry.Of(group).Select(static element => element.Name)];

    /// <summary>The other names of a known element, such as <c>tr</c> for <c>transform</c>. An alias never crosses a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The element's name or one of its aliases.</param>
    public static IReadOnlyList<string> Aliases(AtomGroup group, string name) =>
        ElementRegistry.Find(group, name) is { } element ? [.. element.Aliases] : [];

    /// <summary>Whether a name or alias is in the table.</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The element's name or one of its aliases.</param>
    public static bool IsKnown(AtomGroup group, string name) => ElementRegistry.Find(group, name) is not null;

    /// <summary>The canonical name behind an alias; any other name is returned as it is.</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The name as it was written.</param>
    public static string Canonicalize(AtomGroup group, string name) => ElementRegistry.Find(group, name)?.Name ?? name;

    /// <summary>Whether every reactor serves the element itself, so that no handler may take its place: cf:ping and cf:health.</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The element's name.</param>
    public static bool IsMandatory(AtomGroup group, string name) => group == AtomGroup.Cf && name is "ping" or "health";

    /// <summary>
    /// The known name most like a misspelt one, or null when none is within two edits. Aliases are not offered: two letters are
    /// like everything.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="name">What was written.</param>
    public static string? NearestElement(AtomGroup group, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return EditDistance.Nearest(name, KnownElements(group));
    }
}
