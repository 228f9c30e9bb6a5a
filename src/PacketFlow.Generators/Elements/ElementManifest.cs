using System.Collections.Immutable;
using PacketFlow.Elements;
using PacketFlow.Generators.Manifest;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>What the elements add to the assembly's module.</summary>
internal static class ElementManifest
{
    public static ManifestPart Of(ImmutableArray<HandlerTypeModel> types)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "Module", "Name", "Handlers", "Molecules" };
        return new ManifestPart(
            types.SelectMany(static type => type.Handlers.Select(handler => $"{type.ClassName}.{handler.ClassName}")).ToEquatableArray(),
            [],
            types.SelectMany(static type => type.Handlers.Select(static handler => handler.Element).Concat(type.References))
                .Select(element => new ManifestElement(
                    HandlerTypes.ClassName(element.Options, taken),
                    Attribute(element),
                    $"global::PacketFlow.IElement<{element.InputName()}, {element.OutputName()}>"))
                .ToEquatableArray());
    }

    private static string Attribute(ElementModel element)
    {
        IEnumerable<string> arguments = [Literals.Of(element.Options.Group), Literals.Of(element.Options.Name), .. Named(element)];
        return $"global::{WellKnownNames.ModuleElement}({string.Join(", ", arguments)})";
    }

    private static IEnumerable<string> Named(ElementModel element)
    {
        ElementOptions options = element.Options;
        if (!element.IsBodyless)
        {
            yield return $"Handler = {Literals.Of(ElementExpression.MethodName(element))}";
        }

        if (options.Aliases.Count > 0)
        {
            yield return $"Aliases = new string[] {{ {string.Join(", ", options.Aliases.Select(static alias => Literals.Of(alias)))} }}";
        }

        if (options.TimeoutSeconds is { } timeout)
        {
            yield return $"TimeoutSeconds = {Literals.Of(timeout)}";
        }

        if (options.MaxTimeoutSeconds is { } maximum)
        {
            yield return $"MaxTimeoutSeconds = {Literals.Of(maximum)}";
        }

        if (options.Idempotent)
        {
            yield return "Idempotent = true";
        }

        if (options.Priority is { } priority)
        {
            yield return $"Priority = {Literals.Of(priority)}";
        }

        if (options.Resource is { } resource)
        {
            yield return $"Resource = {Literals.Of(resource)}";
        }

        if (options.Retries is { } retries)
        {
            yield return $"Retries = {Literals.Of(retries)}";
        }

        if (options.AtMostOnce)
        {
            yield return "AtMostOnce = true";
        }
    }
}
