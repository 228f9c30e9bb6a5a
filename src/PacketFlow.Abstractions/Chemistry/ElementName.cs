using System.Text;

namespace PacketFlow.Chemistry;

/// <summary>What makes a name fit to be an element's on the wire.</summary>
internal static class ElementName
{
    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int MaximumBytes = 64;

    /// <summary>The first thing wrong with a name, read from left to right; its length comes last.</summary>
    public static ElementNameFault Check(string name)
    {
        if (name.Length == 0)
        {
            return ElementNameFault.Empty;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                i++;
            }
            else if (Check(name[i]) is not ElementNameFault.None and var fault)
            {
                return fault;
            }
        }

        return Encoding.UTF8.GetByteCount(name) > MaximumBytes ? ElementNameFault.TooLong : ElementNameFault.None;
    }

    /// <summary>What is wrong, in the words that follow a name.</summary>
    public static string Reason(ElementNameFault fault) => fault switch
    {
        ElementNameFault.Empty => "is empty",
        ElementNameFault.TooLong => "is longer than 64 bytes",
        ElementNameFault.UpperCase => "has upper-case letters",
        ElementNameFault.WhiteSpace => "has white space",
        ElementNameFault.ControlCharacter => "has a control character",
        ElementNameFault.Separator => "has one of ':', '@' and '/', which separate the parts of an address",
        _ => "is not valid Unicode",
    };

    private static ElementNameFault Check(char character) => character switch
    {
        ':' or '@' or '/' => ElementNameFault.Separator,
        _ when char.IsWhiteSpace(character) => ElementNameFault.WhiteSpace,
        _ when char.IsControl(character) => ElementNameFault.ControlCharacter,
        _ when char.IsUpper(character) => ElementNameFault.UpperCase,
        _ when char.IsSurrogate(character) => ElementNameFault.LoneSurrogate,
        _ => ElementNameFault.None,
    };
}
