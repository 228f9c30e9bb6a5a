using System.ComponentModel;
using System.Text.RegularExpressions;

namespace PacketFlow.CompilerServices;

/// <summary>A regular expression that a member's whole text must match. It is made when the first text comes.</summary>
/// <param name="pattern">The expression.</param>
/// <param name="timeoutMilliseconds">How long one match may take.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PayloadPattern(string pattern, int timeoutMilliseconds)
{
    private Regex? _regex;

    /// <summary>Whether the text is empty or matches. One that cannot be judged in time does not: it comes from outside.</summary>
    public bool Accepts(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        // Two threads may make it at once; either will do.
        Regex regex = _regex ??= new Regex(pattern, RegexOptions.None, TimeSpan.FromMilliseconds(timeoutMilliseconds));
        try
        {
            Match match = regex.Match(text);
            return match.Success && match.Index == 0 && match.Length == text.Length;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
