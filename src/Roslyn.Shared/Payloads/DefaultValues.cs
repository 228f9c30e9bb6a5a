using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>The default values of constructor parameters as code.</summary>
internal static class DefaultValues
{
    /// <summary>The value that a caller who leaves the parameter out gets.</summary>
    public static string Of(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not { } value)
        {
            return "default!";
        }

        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        string literal = Literal(value);
        return type.TypeKind == TypeKind.Enum ? $"({PayloadName.Of(type).Clr})({literal})" : literal;
    }

    private static string Literal(object value) => value switch
    {
        double number => Literals.Of(number),
        float number => float.IsNaN(number) ? "float.NaN"
            : float.IsPositiveInfinity(number) ? "float.PositiveInfinity"
            : float.IsNegativeInfinity(number) ? "float.NegativeInfinity"
            : number.ToString("R", CultureInfo.InvariantCulture) + "f",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        long number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        ulong number => $"{number.ToString(CultureInfo.InvariantCulture)}UL",
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default!",
    };
}
