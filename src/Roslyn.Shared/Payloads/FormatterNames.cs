using System.Globalization;
using System.Text;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>The names of generated formatters: readable, and no two types share one.</summary>
internal static class FormatterNames
{
    /// <summary>Where they are.</summary>
    public const string Namespace = "PacketFlow.Generated";

    /// <summary>The class for a type. <c>global::Shop.Order</c> has <c>Shop_OrderFormatter</c>.</summary>
    /// <param name="typeName">As code names it, nullable annotations included.</param>
    public static string Of(string typeName)
    {
        string name = typeName.Replace("global::", "");
        if (name.All(static c => c is '.' || (c < 128 && char.IsLetterOrDigit(c))))
        {
            return name.Replace('.', '_') + "Formatter";
        }

        // Everything else loses something on its way into an identifier: a hash of the whole name keeps it apart.
        string hash = Identifiers.StableHash(typeName).ToString("x8", CultureInfo.InvariantCulture);
        return $"{Readable(name)}_{hash}Formatter";
    }

    /// <summary>The only instance of a generated formatter, as code names it.</summary>
    public static string Instance(string formatterName) => $"global::{Namespace}.{formatterName}.Instance";

    private static string Readable(string name)
    {
        const int longest = 80;
        var text = new StringBuilder();
        string spelled = name.Replace("System.Collections.Generic.", "").Replace("System.Collections.Immutable.", "").Replace("[]", "_Array");
        foreach (char c in spelled)
        {
            if (c < 128 && char.IsLetterOrDigit(c))
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[text.Length - 1] != '_')
            {
                text.Append('_');
            }

            if (text.Length == longest)
            {
                break;
            }
        }

        string readable = text.ToString().Trim('_');
        return readable.Length > 0 && !char.IsDigit(readable[0]) ? readable : "_" + readable;
    }
}
