using System.Buffers.Text;
using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>What generated formatters ask of values that they have read. Null is never wrong here: whether it may be is checked apart.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayloadChecks
{
    /// <summary>Asks a payload, however it implements the interface and without boxing it.</summary>
    public static PayloadProblem? ProblemOf<T>(T payload)
        where T : IValidatedPayload => payload.Validate();

    /// <summary>Whether the text has one @ with something on both of its sides, and is one line.</summary>
    public static bool IsEmailAddress(string? text)
    {
        if (text is null)
        {
            return true;
        }

        int at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 && at == text.LastIndexOf('@') && text.AsSpan().IndexOfAny('\r', '\n') < 0;
    }

    /// <summary>Whether the text begins as an address of the web or of a file server does.</summary>
    public static bool IsUrl(string? text) => text is null
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("ftp://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the text is base64.</summary>
    public static bool IsBase64(string? text) => text is null || Base64.IsValid(text);
}
