using Microsoft.CodeAnalysis;
using PacketFlow.Payloads;

namespace PacketFlow.Molecules;

/// <summary>Makes the sources of parameters.</summary>
internal static class InputSources
{
    public static InputSource Of(int step, TypeFit fit, ITypeSymbol? value, bool isItem, Compilation compilation) => new(
        step,
        fit.Conversion,
        fit.DropsNull,
        isItem,
        value is not null && fit.Conversion > Conversion.Identity ? PayloadParser.Reference(value, compilation) : null);

    /// <summary>Whether a parameter must have a value. Of a reference type of which the code says nothing it is taken to.</summary>
    public static bool IsRequired(IParameterSymbol parameter) =>
        !parameter.HasExplicitDefaultValue && !TypeFit.Strip(parameter.Type).IsNullable;
}
