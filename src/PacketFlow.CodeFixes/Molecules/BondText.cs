using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>How bonds are written.</summary>
internal static class BondText
{
    public const string Ionic = "IonicBond";
    public const string Metallic = "MetallicBond";

    /// <summary>A bond, named as the attribute beside it is: with its namespace or without.</summary>
    public static string Bond(this AttributeSyntax beside, string kind, string first, string second) => $"{Qualifier(beside)}{kind}({first}, {second})";

    public static string NameOf(string step) => $"nameof({Identifiers.Escape(step)})";

    /// <summary>What a bond says of its two ends.</summary>
    public static (string First, string Second) Ends(this AttributeSyntax bond)
    {
        IEnumerable<AttributeArgumentSyntax> ends = bond.ArgumentList!.Arguments
            .Where(static argument => argument.NameEquals is null)
            .OrderBy(static argument => argument.NameColon?.Name.Identifier.ValueText is "to" or "b");
        string[] texts = [.. ends.Select(static end => end.Expression.ToString())];
        return (texts[0], texts[1]);
    }

    private static string Qualifier(AttributeSyntax attribute) => attribute.Name switch
    {
        QualifiedNameSyntax qualified => $"{qualified.Left}{qualified.DotToken}",
        AliasQualifiedNameSyntax alias => $"{alias.Alias}::",
        _ => "",
    };
}
