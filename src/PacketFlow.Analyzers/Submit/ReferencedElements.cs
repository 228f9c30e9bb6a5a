using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Manifest;

namespace PacketFlow.Submit;

/// <summary>Finds the elements of referenced assemblies, with the types of their payloads, in the attributes of their modules.</summary>
internal static class ReferencedElements
{
    public static IEnumerable<ElementFacts> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ModuleReader.ReferencesAbstractions(assembly) && assembly.FindAttribute(WellKnownNames.Module)?.TypeAt(0) is INamedTypeSymbol module)
            {
                foreach (AttributeData attribute in module.GetAttributes())
                {
                    if (attribute.AttributeClass is { } type && type.IsNamed(WellKnownNames.ModuleElement))
                    {
                        yield return Read(attribute);
                    }
                }
            }
        }
    }

    private static ElementFacts Read(AttributeData attribute)
    {
        ElementOptions options = ElementParser.ParseOptions(attribute);
        ITypeSymbol? payload = attribute.TypeAt(2) is { } type && !type.IsNamed("PacketFlow.Nothing") ? type : null;
        return new ElementFacts(new ElementAddress(options.Group, options.Name), options, payload, Handler: null);
    }
}
