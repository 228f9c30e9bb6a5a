using System.Globalization;
using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>Constants that a value may be or may not be.</summary>
/// <param name="Pattern">What each of them matches.</param>
/// <param name="Text">Them in words, as they are sent.</param>
internal sealed record ValueList(string Pattern, string Text)
{
    private static readonly ValueList Nothing = new("", "");

    /// <summary>False if there are none, or one that is no constant of the member's type.</summary>
    public static bool TryParse(AttributeData attribute, ITypeSymbol type, FieldNullability nullability, out ValueList list)
    {
        list = Nothing;
        if (!HasPatterns(type) || attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Array, IsNull: false } values])
        {
            return false;
        }

        var patterns = new List<string>();
        var texts = new List<string>();
        foreach (TypedConstant value in values.Values)
        {
            if (value.IsNull)
            {
                patterns.Add("null");
                texts.Add("nil");
            }
            else if (SymbolEqualityComparer.Default.Equals(value.Type, type))
            {
                patterns.Add(value.Value is int number && type.TypeKind != TypeKind.Enum
                    ? Literals.Of(number)
                    : Literals.OfConstant(value.Value, PayloadName.Of(type).Clr));
                texts.Add(TextOf(value, type));
            }
            else
            {
                return false;
            }
        }

        // A value type that is never null has no pattern for it.
        if (nullability == FieldNullability.Value)
        {
            patterns.RemoveAll(static pattern => pattern == "null");
            texts.RemoveAll(static text => text == "nil");
        }

        list = new ValueList(string.Join(" or ", patterns.Distinct()), $"{(texts.Count > 1 ? "one of " : "")}{string.Join(", ", texts.Distinct())}");
        return patterns.Count > 0;
    }

    private static bool HasPatterns(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || type.SpecialType
        is SpecialType.System_String or SpecialType.System_Char
        or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64;

    private static string TextOf(TypedConstant value, ITypeSymbol type)
    {
        IFieldSymbol? member = type.TypeKind == TypeKind.Enum
            ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && field.ConstantValue.Equals(value.Value))
            : null;
        return member is null ? Convert.ToString(value.Value, CultureInfo.InvariantCulture) : WireNames.Of(member);
    }
}
