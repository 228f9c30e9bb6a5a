using Microsoft.CodeAnalysis;
using PacketFlow.Manifest;

namespace PacketFlow.Elements;

/// <summary>A handler's claim to the atoms of one canonical name: it may have several, through aliases.</summary>
/// <param name="Group">The group's code.</param>
/// <param name="Name">The canonical name.</param>
/// <param name="Handler">The method, for people.</param>
/// <param name="Site">The handler, or null if it is in a referenced assembly.</param>
/// <param name="Location">Where the name stands.</param>
internal sealed record ElementClaim(string Group, string Name, string Handler, ElementSite? Site, Location? Location)
{
    public static IEnumerable<ElementClaim> Of(ElementSite site) =>
        Names(site.Options).Select((name, index) => new ElementClaim(
            site.Options.Group,
            name,
            $"{site.Method.ContainingType.ToDisplayString()}.{site.MethodName}",
            site,
            index == 0 ? site.NameLocation : site.LocationOf(nameof(ElementOptions.Aliases), index - 1)));

    public static IEnumerable<ElementClaim> Of(ModuleModel module, ModuleElementModel element) => element.Handler is null
        ? []
        : Names(element.Options).Select(name => new ElementClaim(
            element.Options.Group, name, $"{element.Handler} of {module.Assembly}", Site: null, Location: null));

    private static IEnumerable<string> Names(ElementOptions options) =>
        PeriodicTable.TryParseGroup(options.Group, out AtomGroup group)
            ? options.Aliases.Prepend(options.Name).Select(name => PeriodicTable.Canonicalize(group, name))
            : [];
}
