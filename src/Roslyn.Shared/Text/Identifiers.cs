using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Text;

/// <summary>From names of one world to names of another: C# members, the wire, hint names.</summary>
internal static class Identifiers
{
    /// <summary>The name of a C# member on the wire: <c>UserId</c> is <c>user_id</c>, <c>HTTPCode</c> is <c>http_code</c>.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (char.IsUpper(c))
            {
                bool afterLower = i > 0 && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]));
                bool startsWord = i > 0 && char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1]);
                if (afterLower || startsWord)
                {
                    text.Append('_');
                }

                text.Append(char.ToLowerInvariant(c));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <summary>The C# name of an element: <c>process_data</c> is <c>ProcessData</c>. What C# cannot name becomes an underscore.</summary>
    public static string PascalCase(string name)
    {
        var text = new StringBuilder(name.Length);
        bool upper = true;
        foreach (char c in name)
        {
            if (c is '_' or '-' or '.' or ' ')
            {
                upper = true;
                continue;
            }

            // The compiler takes two names for one if they differ in formatting characters alone.
            if (char.GetUnicodeCategory(c) == UnicodeCategory.Format)
            {
                continue;
            }

            char next = upper ? char.ToUpperInvariant(c) : c;
            text.Append(SyntaxFacts.IsIdentifierPartCharacter(next) ? next : '_');
            upper = false;
        }

        if (text.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(text[0]))
        {
            text.Insert(0, '_');
        }

        return text.ToString();
    }

    /// <summary>The name as it must be written in code: <c>class</c> is <c>@class</c>.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>
    /// A name that is safe as a file and as an identifier and unique for its source: what had to be replaced, and letter case, which hint
    /// names ignore, are told apart by a hash at the end.
    /// </summary>
    public static string Unique(string source)
    {
        var text = new StringBuilder(source.Length);
        bool exact = true;
        foreach (char c in source)
        {
            bool keep = c < 128 && (char.IsLetterOrDigit(c) || c == '_');
            text.Append(keep ? c : '_');
            exact &= keep && !char.IsUpper(c);
        }

        const int longest = 96;
        if (text.Length > longest)
        {
            text.Length = longest;
            exact = false;
        }

        return exact ? text.ToString() : $"{text}_{StableHash(source).ToString("x8", CultureInfo.InvariantCulture)}";
    }

    /// <summary>FNV-1a: string.GetHashCode differs from process to process.</summary>
    public static uint StableHash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash;
    }
}
