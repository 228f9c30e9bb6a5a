using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>
/// What members are called on the wire: our own attribute first, then those that people have on their types already. They are known by
/// name alone; nothing of theirs is referenced.
/// </summary>
internal static class WireNames
{
    /// <summary>The name of a member, given with it or with the constructor parameter that declares it; else snake_case.</summary>
    public static string Of(ISymbol member, ISymbol? parameter = null) =>
        Given(member) ?? (parameter is null ? null : Given(parameter)) ?? Identifiers.SnakeCase(member.Name);

    /// <summary>Whether attributes say that the member does not go over the wire.</summary>
    public static bool IsIgnored(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
            {
                continue;
            }

            // A condition other than always only says when its writer leaves a value out.
            if (type.IsNamed("System.Text.Json.Serialization.JsonIgnoreAttribute") && attribute.Named<int>("Condition") is null or 1)
            {
                return true;
            }

            if (type.IsNamed("System.Runtime.Serialization.IgnoreDataMemberAttribute") || type.IsNamed("MessagePack.IgnoreMemberAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Given(ISymbol symbol)
    {
        string? name = null;
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
            {
                continue;
            }

            if (type.IsNamed(WellKnownNames.Field))
            {
                return NotEmpty(attribute.TextAt(0)) ?? name;
            }

            name ??= NotEmpty(Foreign(type, attribute));
        }

        return name;
    }

    // [Key(0)] of MessagePack asks for arrays; ours are maps, and the member keeps its name.
    private static string? Foreign(INamedTypeSymbol type, AttributeData attribute) =>
        type.IsNamed("System.Text.Json.Serialization.JsonPropertyNameAttribute")
        || type.IsNamed("System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute")
        || type.IsNamed("MessagePack.KeyAttribute") ? attribute.TextAt(0)
        : type.IsNamed("System.Runtime.Serialization.DataMemberAttribute") ? attribute.NamedText("Name")
        : type.IsNamed("System.Runtime.Serialization.EnumMemberAttribute") ? attribute.NamedText("Value")
        : null;

    // An empty name stands on the wire for a key that is no string.
    private static string? NotEmpty(string? name) => string.IsNullOrEmpty(name) ? null : name;
}
