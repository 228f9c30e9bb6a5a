using System.Collections.Immutable;
using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>Gathers methods by the type that declares them, in an order that no order of files changes.</summary>
internal static class HandlerTypes
{
    public static IEnumerable<HandlerTypeModel> Group(ImmutableArray<ElementModel> elements) =>
        from element in elements
        group element by element.Container.UniqueName into type
        orderby type.Key
        select Make([.. type.OrderBy(Address, StringComparer.Ordinal).ThenBy(static element => element.Method, StringComparer.Ordinal)]);

    /// <summary>A name for what stands for an element, which no other in <paramref name="taken"/> has: <c>DfTransform</c>.</summary>
    public static string ClassName(ElementOptions options, HashSet<string> taken)
    {
        string name = Identifiers.PascalCase(options.Group) + Identifiers.PascalCase(options.Name);
        while (!taken.Add(name))
        {
            name += "_";
        }

        return name;
    }

    private static HandlerTypeModel Make(List<ElementModel> elements)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var handlers = elements.Where(static element => !element.IsBodyless).Select(element => new HandlerModel(ClassName(element.Options, taken), element));

        // A type with static methods only needs no constructor; one with both kinds is described by a method that needs an instance.
        ContainerModel container = (elements.Find(static element => !element.IsStatic) ?? elements[0]).Container;
        return new HandlerTypeModel(
            container,
            handlers.ToEquatableArray(),
            elements.Where(static element => element.IsBodyless).ToEquatableArray());
    }

    private static string Address(ElementModel element) => $"{element.Options.Group}:{element.Options.Name}";
}
