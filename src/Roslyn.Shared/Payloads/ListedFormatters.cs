using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>The types whose formatters referenced assemblies have, as their <c>[assembly: PacketFlowFormatter(typeof(T))]</c> say.</summary>
internal sealed class ListedFormatters
{
    private readonly ConcurrentDictionary<IAssemblySymbol, HashSet<ITypeSymbol>> _byAssembly = new(SymbolEqualityComparer.Default);

    public bool Contains(INamedTypeSymbol type) =>
        type.ContainingAssembly is { } assembly && _byAssembly.GetOrAdd(assembly, Read).Contains(type);

    private static HashSet<ITypeSymbol> Read(IAssemblySymbol assembly)
    {
        var types = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { } name && name.IsNamed(WellKnownNames.ListedFormatter) && attribute.TypeAt(0) is { } type)
            {
                types.Add(type);
            }
        }

        return types;
    }
}
