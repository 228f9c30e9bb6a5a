using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>How many characters or items a value may have.</summary>
/// <param name="Pattern">What a value that has another number matches; null if every number will do.</param>
/// <param name="Text">The rule in words.</param>
/// <param name="Member">The member that tells the number: <c>.Length</c>.</param>
internal sealed record SizeRule(string? Pattern, string Text, string Member)
{
    private static readonly SizeRule Nothing = new(null, "", "");

    /// <summary>False if the bounds mean nothing, or no member of the type tells the number.</summary>
    public static bool TryParse(ITypeSymbol type, int? minimum, int? maximum, out SizeRule rule)
    {
        rule = Nothing;
        int least = minimum ?? 0, most = maximum ?? int.MaxValue;
        if ((minimum ?? maximum) is null || MemberOf(type) is not { } member || least < 0 || most < least)
        {
            return false;
        }

        string? wrong = (least > 0, most < int.MaxValue) switch
        {
            (true, true) => $"< {least} or > {most}",
            (true, false) => $"< {least}",
            (false, true) => $"> {most}",
            _ => null,
        };
        string count = least == most ? $"{least}"
            : least == 0 ? $"at most {most}"
            : most == int.MaxValue ? $"at least {least}"
            : $"from {least} to {most}";
        string unit = type.SpecialType == SpecialType.System_String ? "character" : "item";
        string ending = (most < int.MaxValue ? most : least) == 1 ? "" : "s";
        rule = new SizeRule(wrong is null ? null : $"{{ {member}: {wrong} }}", $"must have {count} {unit}{ending}", "." + member);
        return true;
    }

    private static string? MemberOf(ITypeSymbol type) =>
        type is IArrayTypeSymbol || HasNumber(type, "Length") ? "Length"
        : HasNumber(type, "Count") || (type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(static one => HasNumber(one, "Count"))) ? "Count"
        : null;

    private static bool HasNumber(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (one.GetMembers(name).Any(static member => member is IPropertySymbol
                { DeclaredAccessibility: Accessibility.Public, IsStatic: false, Type.SpecialType: SpecialType.System_Int32 }))
            {
                return true;
            }
        }

        return false;
    }
}
