using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Text;

namespace PacketFlow.Elements;

internal sealed class NameNotWireSafe : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.NameNotWireSafe,
        "Element name not wire-safe",
        "The name '{0}' of '{1}' {2}: write it as it should stand on the wire, such as '{3}'");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        EquatableArray<string> aliases = element.Options.Aliases;
        return Enumerable.Range(0, aliases.Count)
            .Select(index => Judge(aliases[index], element.LocationOf(nameof(ElementOptions.Aliases), index), element.MethodName))
            .Prepend(Judge(element.Options.Name, element.NameLocation, element.MethodName))
            .OfType<Diagnostic>();
    }

    private Diagnostic? Judge(string name, Location location, string method)
    {
        if (ElementName.Check(name) is var fault && fault == ElementNameFault.None)
        {
            return null;
        }

        string repaired = WireName.Repair(name, method);
        return Descriptor.At(location, FixFacts.Replace(Literals.Of(repaired)), name, method, ElementName.Reason(fault), repaired);
    }
}
