using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Manifest;

namespace PacketFlow.Submit;

/// <summary>Finds the elements of referenced assemblies, with the types of their payloads, in the metadata of their modules.</summary>
internal static class ReferencedElements
{
    public static IEnumerable<ElementFacts> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach ((AttributeData attribute, INamedTypeSymbol types) in ModuleReader.Elements(assembly))
            {
                yield return Read(attribute, types.TypeArguments[0]);
            }
        }
    }

    private static ElementFacts Read(AttributeData attribute, ITypeSymbol payload)
    {
        ElementOptions options = ElementParser.ParseOptions(attribute);
        return new ElementFacts(
            new ElementAddress(options.Group, options.Name), options, payload.IsNamed("PacketFlow.Nothing") ? null : payload, Handler: null);
    }
}
