using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>Finds the attributes that say what a value must be.</summary>
internal static class ValidationAttributes
{
    /// <summary>Where they are declared.</summary>
    public const string Namespace = "System.ComponentModel.DataAnnotations.";

    /// <summary>
    /// Those of a member, of what it overrides, and of the parameter that declares or sets it; null if there are none. Attributes on a
    /// positional record are its parameters' unless they say <c>property:</c>.
    /// </summary>
    public static List<AttributeData>? Of(ISymbol member, IParameterSymbol? parameter)
    {
        List<AttributeData>? found = null;
        for (ISymbol? one = member; one is not null; one = (one as IPropertySymbol)?.OverriddenProperty)
        {
            Add(one, ref found);
            if (one is IPropertySymbol { ContainingType: { IsRecord: true } record })
            {
                foreach (IParameterSymbol positional in record.InstanceConstructors.SelectMany(static constructor => constructor.Parameters))
                {
                    if (positional.Name == one.Name && !SymbolEqualityComparer.Default.Equals(positional, parameter))
                    {
                        Add(positional, ref found);
                    }
                }
            }
        }

        if (parameter is not null)
        {
            Add(parameter, ref found);
        }

        return found;
    }

    /// <summary>The names of what a type asks for as a whole, which no generated code enforces.</summary>
    public static IEnumerable<string> OfType(INamedTypeSymbol type)
    {
        List<AttributeData>? found = null;
        Add(type, ref found);
        IEnumerable<string> names = found?.Select(NameOf).Distinct() ?? [];
        return type.AllInterfaces.Any(static one => one.IsNamed(Namespace + "IValidatableObject")) ? names.Append("IValidatableObject") : names;
    }

    /// <summary>The attribute as people write it: <c>[Range]</c>.</summary>
    public static string NameOf(AttributeData attribute)
    {
        const string Suffix = "Attribute";
        string name = attribute.AttributeClass!.Name;
        return $"[{(name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name)}]";
    }

    private static void Add(ISymbol symbol, ref List<AttributeData>? found)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && IsValidation(type))
            {
                (found ??= []).Add(attribute);
            }
        }
    }

    // [DataType] itself only says how a value is shown.
    private static bool IsValidation(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type.BaseType; one is not null; one = one.BaseType)
        {
            if (one.IsNamed(Namespace + "ValidationAttribute"))
            {
                return !type.IsNamed(Namespace + "DataTypeAttribute");
            }
        }

        return false;
    }
}
