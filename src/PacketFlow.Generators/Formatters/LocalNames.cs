using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>Names for the locals that members are read into: the members' own in camelCase, apart from each other and from what is there.</summary>
internal static class LocalNames
{
    public static string[] For(EquatableArray<PayloadField> fields)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "writer", "value", "reader", "start", "seen", "left", "key", "result", "defaults", "at", "problem" };
        var names = new string[fields.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string member = fields[i].Member;
            string name = char.ToLowerInvariant(member[0]) + member.Substring(1);
            while (!taken.Add(name) || IsSeenWord(name))
            {
                name += "_";
            }

            names[i] = Identifiers.Escape(name);
        }

        return names;
    }

    private static bool IsSeenWord(string name) =>
        name.StartsWith("seen", StringComparison.Ordinal) && name.Skip("seen".Length).All(char.IsDigit);
}
