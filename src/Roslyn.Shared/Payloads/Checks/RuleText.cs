using System.Globalization;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>What the sender is told of a rule.</summary>
internal static class RuleText
{
    /// <summary>Whether the user chose the words. Words in resources are not known when code is generated.</summary>
    public static bool IsGiven(AttributeData attribute) => !string.IsNullOrEmpty(attribute.NamedText("ErrorMessage"));

    /// <summary>The user's words, with the member's name and the rule's numbers where they ask for them; else ours.</summary>
    public static string Of(AttributeData attribute, string key, string rule, params object[] arguments)
    {
        if (!IsGiven(attribute))
        {
            return rule;
        }

        string given = attribute.NamedText("ErrorMessage")!;
        try
        {
            return string.Format(CultureInfo.InvariantCulture, given, [key, .. arguments]);
        }
        catch (FormatException)
        {
            return given;
        }
    }
}
