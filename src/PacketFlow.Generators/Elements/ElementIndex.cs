using System.Collections.Immutable;
using PacketFlow.Elements;
using PacketFlow.Manifest;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>Chooses which elements the generated <c>Elements</c> has: this project's, then those of its references that it can see.</summary>
internal static class ElementIndex
{
    public static ElementIndexModel Of(ImmutableArray<HandlerTypeModel> types, EquatableArray<ModuleModel> modules)
    {
        IEnumerable<ElementIndexEntry> all =
        [
            .. types.SelectMany(static type => type.Handlers.Select(handler => Handled(type, handler))),
            .. types.SelectMany(static type => type.References).Select(Referred),
            .. modules.SelectMany(static module => module.Elements.Where(static element => element.IsVisible).Select(element => Foreign(module, element))),
        ];

        // Of several with one address the first counts; the analyzers report those that are handled twice.
        return new ElementIndexModel(all
            .GroupBy(static entry => (entry.Group, entry.Name))
            .Select(static same => same.First())
            .OrderBy(static entry => entry.Group, StringComparer.Ordinal)
            .ThenBy(static entry => entry.Name, StringComparer.Ordinal)
            .ToEquatableArray());
    }

    private static ElementIndexEntry Handled(HandlerTypeModel type, HandlerModel handler)
    {
        ElementModel element = handler.Element;
        return new ElementIndexEntry(
            element.Options.Group,
            element.Options.Name,
            ElementExpression.Type(element.Payload(), element.Result),
            $"{type.ClassName}.{handler.ClassName}.Reference",
            IsFixed: true,
            $"handled by {ElementExpression.MethodName(element)}");
    }

    private static ElementIndexEntry Referred(ElementModel element) => new(
        element.Options.Group,
        element.Options.Name,
        ElementExpression.Type(element.Payload(), element.Result),
        ElementExpression.New(element.Options, element.Payload(), element.Result),
        IsFixed: false,
        $"declared by {ElementExpression.MethodName(element)}, handled elsewhere");

    private static ElementIndexEntry Foreign(ModuleModel module, ModuleElementModel element) => new(
        element.Options.Group,
        element.Options.Name,
        ElementExpression.Type(element.Input, element.Output),
        ElementExpression.New(element.Options, element.Input, element.Output),
        IsFixed: false,
        element.Handler is { } handler ? $"handled by {handler} of {module.Assembly}" : $"declared in {module.Assembly}, handled elsewhere");
}
