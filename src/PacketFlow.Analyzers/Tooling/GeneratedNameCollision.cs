using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Tooling;

internal sealed class GeneratedNameCollision : ElementRule
{
    /// <summary>Judged on molecules too.</summary>
    public static readonly DiagnosticDescriptor Words = Rule.Error(
        DiagnosticIds.GeneratedNameCollision,
        "Generated name collision",
        "'{0}' cannot be {1}, since C# or another element has that name, and becomes {2}: choose another name");

    public override DiagnosticDescriptor Descriptor => Words;

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        if (element.Molecule is null && all.MemberOf(element.Options) is { IsRenamed: true } member)
        {
            string group = $"Elements.{Identifiers.PascalCase(element.Options.Group)}";
            yield return Descriptor.At(
                element.NameLocation, element.Address, $"{group}.{Identifiers.PascalCase(member.Name)}", $"{group}.{member.Member}");
        }
    }
}
