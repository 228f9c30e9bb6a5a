using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Text;

namespace PacketFlow.Elements;

internal sealed class NameNotWireSafe : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.NameNotWireSafe,
        "Element name not wire-safe",
        "The element name '{0}' of '{1}' {2}: write it as it should stand on the wire, such as '{3}'");

    public override void Judge(ElementSite element)
    {
        Judge(element, element.Options.Name, element.NameLocation);
        for (int i = 0; i < element.Options.Aliases.Count; i++)
        {
            Judge(element, element.Options.Aliases[i], element.LocationOf(nameof(ElementOptions.Aliases), i));
        }
    }

    private void Judge(ElementSite element, string name, Location location)
    {
        if (ElementName.Check(name) is not ElementNameFault.None and var fault)
        {
            string repaired = WireName.Repair(name, element.Method.Name);
            element.Report(
                Descriptor, location, (FixFacts.Replacement, Literals.Of(repaired)), name, element.Method.Name, Words(fault), repaired);
        }
    }

    private static string Words(ElementNameFault fault) => fault switch
    {
        ElementNameFault.Empty => "is empty",
        ElementNameFault.TooLong => "is longer than 64 bytes",
        ElementNameFault.UpperCase => "has upper-case letters",
        ElementNameFault.WhiteSpace => "has white space",
        ElementNameFault.ControlCharacter => "has a control character",
        ElementNameFault.Separator => "has one of ':', '@' and '/', which separate the parts of an address",
        _ => "is not valid Unicode",
    };
}
