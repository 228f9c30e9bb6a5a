using PacketFlow.Chemistry;

namespace PacketFlow;

/// <summary>
/// The periodic table: the six groups, the elements known in each, and what can be said of an atom from its place in the table.
/// The vocabulary is open: a name that is not in the table is a user's own, and takes the values of its group.
/// </summary>
public static partial class PeriodicTable
{
    /// <summary>The six groups, in the order of the table.</summary>
    public static IReadOnlyList<AtomGroup> Groups { get; } =
        [AtomGroup.Cf, AtomGroup.Df, AtomGroup.Ed, AtomGroup.Co, AtomGroup.Mc, AtomGroup.Rm];

    /// <summary>The two-letter code of a group as it stands on the wire, such as <c>df</c>.</summary>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is none of the six.</exception>
    public static string GroupCode(AtomGroup group) => group switch
    {
        AtomGroup.Cf => "cf",
        AtomGroup.Df => "df",
        AtomGroup.Ed => "ed",
        AtomGroup.Co => "co",
        AtomGroup.Mc => "mc",
        AtomGroup.Rm => "rm",
        _ => throw NoSuchGroup(group),
    };

    /// <summary>Reads a two-letter code. Codes are lower case; anything else is no group.</summary>
    /// <param name="code">The code, such as <c>df</c>.</param>
    /// <param name="group">The group, when the code is one.</param>
    public static bool TryParseGroup(string? code, out AtomGroup group)
    {
        (var known, group) = code switch
        {
            "cf" => (true, AtomGroup.Cf),
            "df" => (true, AtomGroup.Df),
            "ed" => (true, AtomGroup.Ed),
            "co" => (true, AtomGroup.Co),
            "mc" => (true, AtomGroup.Mc),
            "rm" => (true, AtomGroup.Rm),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>The group whose code is most like a misspelt one, or null when none is within two edits. Case does not count.</summary>
    /// <param name="code">What was written.</param>
    public static string? NearestGroup(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return EditDistance.Nearest(code.ToLowerInvariant(), Groups.Select(GroupCode));
    }

    private static ArgumentOutOfRangeException NoSuchGroup(AtomGroup group) =>
        new(nameof(group), group, "There are six groups: cf, df, ed, co, mc and rm.");
}
