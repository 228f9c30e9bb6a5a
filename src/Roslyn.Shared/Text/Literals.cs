using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Text;

/// <summary>Values as C# source text, in no culture but C#'s.</summary>
internal static class Literals
{
    public static string Of(string? value) => value is null ? "null" : SymbolDisplay.FormatLiteral(value, quote: true);

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
}
