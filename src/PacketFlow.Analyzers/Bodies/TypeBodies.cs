using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Bodies;

/// <summary>
/// The bodies of one type's methods, and which of them a method reaches. A body is bound when it is first asked for: to have the driver
/// bind those of every type would cost more than all rules do.
/// </summary>
internal sealed class TypeBodies
{
    // Enough for any class that a person wrote, and an end to one that a tool wrote.
    private const int MostReached = 64;

    private readonly Dictionary<IMethodSymbol, SyntaxNode> _written;
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IOperation>> _bound = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;

    public TypeBodies(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        Type = type;
        _compilation = compilation;
        _cancellationToken = cancellationToken;
        _written = new Dictionary<IMethodSymbol, SyntaxNode>(SymbolEqualityComparer.Default);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (Written(method, cancellationToken) is { } syntax)
            {
                _written[method.PartialDefinitionPart ?? method] = syntax;
            }
        }
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The methods that have bodies, in the order of the source.</summary>
    public IEnumerable<IMethodSymbol> Methods => _written.Keys
        .OrderBy(static method => method.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(static method => method.Locations[0].SourceSpan.Start);

    /// <summary>The blocks of a method's body.</summary>
    public ImmutableArray<IOperation> Blocks(IMethodSymbol method) => _bound.GetOrAdd(method, Bind);

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
        return method is not null && instance is null or IInstanceReferenceOperation && _written.ContainsKey(method.PartialDefinitionPart ?? method)
            ? method.PartialDefinitionPart ?? method
            : null;
    }

    private ImmutableArray<IOperation> Bind(IMethodSymbol method) =>
        _written.TryGetValue(method, out SyntaxNode? syntax)
            && _compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, _cancellationToken) is { } body
            ? [body]
            : [];

    private static SyntaxNode? Written(IMethodSymbol method, CancellationToken cancellationToken) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) switch
        {
            BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } or AccessorDeclarationSyntax { Body: null, ExpressionBody: null } => null,
            var body and (BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or CompilationUnitSyntax) => body,
            _ => null,
        };
}
