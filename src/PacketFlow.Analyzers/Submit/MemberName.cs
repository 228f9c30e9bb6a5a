using PacketFlow.Text;

namespace PacketFlow.Submit;

/// <summary>Compares a member or parameter of C# with a name that may be spelled as the wire does.</summary>
internal static class MemberName
{
    public static bool Fits(string member, string name) =>
        string.Equals(member, name, StringComparison.OrdinalIgnoreCase) || Identifiers.SnakeCase(member) == name;
}
