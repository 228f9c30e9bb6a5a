using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Elements;

internal sealed class AliasUsed : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Hidden(
        DiagnosticIds.AliasUsed,
        "Alias used",
        "'{0}' is an alias of '{1}': the canonical name reads better");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        string name = element.Options.Name;
        if (element.Group is { } group && PeriodicTable.Canonicalize(group, name) is var canonical && canonical != name)
        {
            yield return Descriptor.At(
                element.NameLocation, FixFacts.Replace(Literals.Of(canonical)), element.Address, $"{element.Options.Group}:{canonical}");
        }
    }
}
