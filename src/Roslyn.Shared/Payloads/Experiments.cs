using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>
/// Finds the ids that [Experimental] gives: whoever uses such a symbol is stopped by that id, as an error, until he names it. Who writes
/// a handler over one has done so; generated code has to do it again in its own files.
/// </summary>
internal static class Experiments
{
    private const string Attribute = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";

    /// <summary>The ids of a symbol, of the types around it and of their assembly.</summary>
    public static IEnumerable<string> Of(ISymbol symbol)
    {
        for (ISymbol? level = symbol; level is not (null or INamespaceSymbol); level = level.ContainingType)
        {
            if (IdOf(level) is { } id)
            {
                yield return id;
            }
        }

        if (symbol.ContainingAssembly is { } assembly && IdOf(assembly) is { } shared)
        {
            yield return shared;
        }
    }

    /// <summary>The ids of a type and of the members that a formatter may touch.</summary>
    public static IEnumerable<string> OfType(ITypeSymbol type) => type.SpecialType != SpecialType.None
        ? []
        : type.GetMembers()
            .Where(static member => member is IPropertySymbol or IFieldSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor })
            .Select(IdOf)
            .OfType<string>()
            .Concat(Of(type));

    private static string? IdOf(ISymbol symbol) =>
        symbol.FindAttribute(Attribute) is { ConstructorArguments: [{ Value: string id }] } && id.Length > 0 ? id : null;
}
