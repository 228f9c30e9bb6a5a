using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>The default values of constructor parameters as code.</summary>
internal static class DefaultValues
{
    /// <summary>The value that a caller who leaves the parameter out gets; null where that is the type's default.</summary>
    public static string? Of(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not { } value)
        {
            return null;
        }

        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return type.SpecialType == SpecialType.System_Int32 && value is int number
            ? Literals.Of(number)
            : Literals.OfConstant(value, PayloadName.Of(type).Clr);
    }
}
