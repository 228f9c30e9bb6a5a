using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Bodies;

/// <summary>The bodies of one type's methods, and which of them a method reaches.</summary>
internal sealed class TypeBodies(INamedTypeSymbol type)
{
    // Enough for any class that a person wrote, and an end to one that a tool wrote.
    private const int MostReached = 64;

    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IOperation>> _bodies = new(SymbolEqualityComparer.Default);

    public INamedTypeSymbol Type => type;

    /// <summary>The methods that have bodies, in the order of the source.</summary>
    public IEnumerable<IMethodSymbol> Methods => _bodies.Keys
        .OrderBy(static method => method.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(static method => method.Locations[0].SourceSpan.Start);

    public void Add(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is IMethodSymbol method && SymbolEqualityComparer.Default.Equals(method.ContainingType, type))
        {
            _bodies[method.PartialDefinitionPart ?? method] = context.OperationBlocks;
        }
    }

    /// <summary>The blocks of a method's body.</summary>
    public ImmutableArray<IOperation> Blocks(IMethodSymbol method) => _bodies.TryGetValue(method, out ImmutableArray<IOperation> blocks) ? blocks : [];

    /// <summary>All operations of a method's body, in the order of the source.</summary>
    public IEnumerable<IOperation> Operations(IMethodSymbol method) =>
        Blocks(method).SelectMany(static block => block.DescendantsAndSelf());

    /// <summary>The method and those of the same type that it calls, directly or through one another.</summary>
    public IReadOnlyList<IMethodSymbol> Reach(IMethodSymbol start)
    {
        var reached = new List<IMethodSymbol> { start };
        for (int i = 0; i < reached.Count && reached.Count < MostReached; i++)
        {
            foreach (IMethodSymbol called in Operations(reached[i]).Select(Called).OfType<IMethodSymbol>())
            {
                if (!reached.Contains(called, SymbolEqualityComparer.Default))
                {
                    reached.Add(called);
                }
            }
        }

        return reached;
    }

    /// <summary>The method of the same type and instance that an operation calls or hands on, or null.</summary>
    public IMethodSymbol? Called(IOperation operation)
    {
        (IMethodSymbol? method, IOperation? instance) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Instance),
            IMethodReferenceOperation reference => (reference.Method, reference.Instance),
            _ => (null, null),
        };
        method = method?.OriginalDefinition;
        return method is not null && instance is null or IInstanceReferenceOperation && _bodies.ContainsKey(method.PartialDefinitionPart ?? method)
            ? method.PartialDefinitionPart ?? method
            : null;
    }
}
