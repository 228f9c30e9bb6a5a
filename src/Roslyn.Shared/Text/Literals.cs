using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Text;

/// <summary>Values as C# source text, in no culture but C#'s.</summary>
internal static class Literals
{
    public static string Of(string? value) => value is null ? "null" : SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>
    /// A text of several lines as a raw literal: its first line is the quotes alone, and every line stands where the literal is written.
    /// </summary>
    public static string Raw(string text)
    {
        string quotes = "\"\"\"";
        while (text.Contains(quotes))
        {
            quotes += "\"";
        }

        return $"{quotes}\n{text}\n{quotes}";
    }

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>With a suffix, so that it is a double wherever it stands.</summary>
    public static string Of(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.NaN => "double.NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "d",
    };

    /// <summary>A constant that the compiler evaluated, as an expression of the named type: <c>(global::Color)2</c>.</summary>
    public static string OfConstant(object? value, string typeName) => value switch
    {
        null => $"default({typeName})!",
        string text => Of(text),
        bool truth => Of(truth),
        double number => Of(number),
        float number => $"(float){Of((double)number)}",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        _ => $"({typeName})({Convert.ToString(value, CultureInfo.InvariantCulture)})",
    };
}
