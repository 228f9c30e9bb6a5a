using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>What the validation attributes of a member ask for.</summary>
/// <param name="IsRequired">Whether a map without it is refused.</param>
/// <param name="Checks">The rules for its value.</param>
/// <param name="Ignored">The attributes that no generated code enforces, by their names.</param>
internal sealed record MemberRules(bool IsRequired, EquatableArray<FieldCheck> Checks, EquatableArray<string> Ignored)
{
    private static readonly MemberRules None = new(IsRequired: false, [], []);

    /// <summary>The rules of a handler's own parameter, or null if it has none.</summary>
    public static MemberRules? Of(IParameterSymbol parameter, Compilation compilation)
    {
        if (parameter.GetAttributes().IsEmpty)
        {
            return null;
        }

        (PayloadNode node, FieldNullability nullability) = ObjectParser.Resolve(
            Nullability.Settle(parameter.Type, compilation), PayloadCatalog.Of(compilation));
        return Of(parameter, parameter: null, node.Type, nullability, Identifiers.SnakeCase(parameter.Name));
    }

    /// <summary>The rules of a member whose type without null is <paramref name="type"/>.</summary>
    public static MemberRules Of(ISymbol member, IParameterSymbol? parameter, ITypeSymbol type, FieldNullability nullability, string key)
    {
        List<AttributeData>? attributes = ValidationAttributes.Of(member, parameter);
        if (attributes is null)
        {
            return None;
        }

        var parser = new CheckParser(type, nullability, key);
        var ignored = new List<string>();
        foreach (AttributeData attribute in attributes)
        {
            if (!parser.TryParse(attribute))
            {
                ignored.Add(ValidationAttributes.NameOf(attribute));
            }
        }

        return new MemberRules(parser.IsRequired, parser.Checks.Distinct().ToEquatableArray(), ignored.Distinct().ToEquatableArray());
    }
}
