using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Submit;

/// <summary>All elements in reach of a compilation, by address and alias. It is made when the first submit is met, and not before.</summary>
internal sealed class ElementDirectory
{
    // The one way to make it once for all analyzers; the entry goes with its compilation.
    private static readonly ConditionalWeakTable<Compilation, ElementDirectory> Made = new();

    private readonly ILookup<ElementAddress, ElementFacts> _byAddress;

    private ElementDirectory(IEnumerable<ElementFacts> all)
    {
        _byAddress = all
            .SelectMany(static element => Addresses(element), static (element, address) => (element, address))
            .ToLookup(static pair => pair.address, static pair => pair.element);
    }

    /// <summary>Whether anything is handled or declared at all.</summary>
    public bool IsEmpty => _byAddress.Count == 0;

    /// <summary>The elements that have a handler in source.</summary>
    public IEnumerable<ElementFacts> Handled => _byAddress
        .SelectMany(static same => same)
        .Where(static element => element.Handler is not null)
        .Distinct();

    public static ElementDirectory Of(Compilation compilation, CancellationToken cancellationToken) =>
        Made.GetValue(compilation, made => new ElementDirectory(
            [.. SourceElements.Of(made, cancellationToken), .. ReferencedElements.Of(made, cancellationToken)]));

    /// <summary>The elements with an address: more than one only where PKF1003 is reported.</summary>
    public IEnumerable<ElementFacts> Find(ElementAddress address) => _byAddress[address];

    /// <summary>The element with an address, if it is the only one.</summary>
    public ElementFacts? FindOnly(ElementAddress address) => _byAddress[address].Take(2).ToArray() is [var only] ? only : null;

    /// <summary>The address behind a member of the generated <c>Elements</c>: <c>Elements.Df.Transform</c>.</summary>
    public ElementAddress? FindMember(string group, string member)
    {
        IEnumerable<ElementFacts> elements = _byAddress.SelectMany(static same => same).Where(element => Identifiers.PascalCase(element.Address.Group) == group);
        ILookup<string, ElementFacts> byName = elements.ToLookup(static element => element.Options.Name);
        return ElementNames.Assign(group, byName.Select(static same => same.Key)).FirstOrDefault(one => one.Member == member) is { } found
            ? byName[found.Name].First().Address
            : null;
    }

    /// <summary>The name that an element has in the generated <c>Elements</c>.</summary>
    public string MemberOf(ElementFacts element)
    {
        string group = Identifiers.PascalCase(element.Address.Group);
        IEnumerable<string> names = _byAddress.SelectMany(static same => same)
            .Where(other => other.Address.Group == element.Address.Group)
            .Select(static other => other.Options.Name);
        return $"Elements.{group}.{ElementNames.Assign(group, names).First(one => one.Name == element.Options.Name).Member}";
    }

    private static IEnumerable<ElementAddress> Addresses(ElementFacts element) =>
        element.Options.Aliases.Select(alias => new ElementAddress(element.Address.Group, alias)).Append(element.Address).Distinct();
}
