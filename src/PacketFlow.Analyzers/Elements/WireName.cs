using System.Text;
using PacketFlow.Chemistry;
using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>Makes a wire-safe name of one that is not.</summary>
internal static class WireName
{
    /// <summary>The name in snake_case without what the wire refuses; if nothing is left of it, the method's.</summary>
    public static string Repair(string name, string method)
    {
        string repaired = Clean(name);
        if (repaired.Length == 0)
        {
            string asynchronous = "Async";
            repaired = Clean(method.EndsWith(asynchronous, StringComparison.Ordinal) && method.Length > asynchronous.Length
                ? method.Substring(0, method.Length - asynchronous.Length)
                : method);
        }

        return repaired;
    }

    private static string Clean(string name)
    {
        var words = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            words.Append(c is ':' or '@' or '/' || char.IsWhiteSpace(c) || char.IsControl(c) ? '_' : c);
        }

        // What snake_case leaves in upper case has no lower case to go to, and half a surrogate pair cannot be repaired.
        string snake = new([.. Identifiers.SnakeCase(words.ToString()).Where(static c => !char.IsUpper(c) && !char.IsSurrogate(c))]);
        while (Encoding.UTF8.GetByteCount(snake) > ElementName.MaximumBytes)
        {
            snake = snake.Substring(0, snake.Length - 1);
        }

        return snake.Trim('_');
    }
}
