namespace PacketFlow.Elements;

/// <summary>The groups' codes, as attributes spell them, and the names that C# has for them.</summary>
internal static class ElementGroups
{
    /// <summary>Whether it is the code of a group, in the spelling of the wire.</summary>
    public static bool IsKnown(string code) => code is "cf" or "df" or "ed" or "co" or "mc" or "rm";

    /// <summary>The member of <see cref="AtomGroup"/>, and of the generated <c>Elements</c>, for a known code.</summary>
    public static string MemberName(string code) => char.ToUpperInvariant(code[0]) + code.Substring(1);
}
