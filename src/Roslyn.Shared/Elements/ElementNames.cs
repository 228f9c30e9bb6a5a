using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>Gives elements their names in the generated <c>Elements</c>: PascalCase, and never a name that C# refuses.</summary>
internal static class ElementNames
{
    private static readonly HashSet<string> Inherited =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>
    /// The members of one group, in ordinal order of the elements' names. The first to come has its plain name; one that C# refuses, or that is taken,
    /// has underscores behind it. The result depends on the set of names alone.
    /// </summary>
    /// <param name="group">The group's member name: <c>Df</c>.</param>
    /// <param name="names">The elements' names on the wire.</param>
    public static IReadOnlyList<ElementMember> Assign(string group, IEnumerable<string> names)
    {
        var members = new List<ElementMember>();
        var taken = new HashSet<string>(Inherited, StringComparer.Ordinal) { group };
        foreach (string name in names.Distinct().OrderBy(static name => name, StringComparer.Ordinal))
        {
            string plain = Identifiers.PascalCase(name), member = plain;
            while (!taken.Add(member))
            {
                member += "_";
            }

            members.Add(new ElementMember(name, member, IsRenamed: member != plain));
        }

        return members;
    }
}
