using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>
/// Which types have a <c>Formatter&lt;T&gt;.Default</c> at run time: the built-in ones, those that this assembly makes, and those that the
/// assemblies of the type and of its arguments make, whose module initializers run before it is asked for.
/// </summary>
internal sealed class RunTimeFormatters(Compilation compilation)
{
    private const string Formatter = "PacketFlow.Formatter";

    // Annotations and the names of tuples' items are not there at run time.
    private static readonly SymbolDisplayFormat RunTimeName = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple | SymbolDisplayMiscellaneousOptions.ExpandNullable);

    private readonly ConcurrentDictionary<IAssemblySymbol, HashSet<string>> _byAssembly = new(SymbolEqualityComparer.Default);

    public bool Has(ITypeSymbol type)
    {
        if (LibraryFormatters.Of(type) is not null)
        {
            return true;
        }

        string name = type.ToDisplayString(RunTimeName);
        return AssembliesOf(type).Prepend(compilation.Assembly).Any(assembly => _byAssembly.GetOrAdd(assembly, Find).Contains(name));
    }

    // All types in source, for someone may write a formatter by hand; of other assemblies only what our generator made.
    private HashSet<string> Find(IAssemblySymbol assembly)
    {
        IEnumerable<INamedTypeSymbol> types = SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly)
            ? assembly.GlobalNamespace.AllTypes()
            : Generated(assembly)?.GetTypeMembers() ?? [];
        return [.. types.SelectMany(Formatted).Select(static type => type.ToDisplayString(RunTimeName))];
    }

    private static INamespaceSymbol? Generated(IAssemblySymbol assembly)
    {
        INamespaceSymbol? space = assembly.GlobalNamespace;
        foreach (string part in FormatterNames.Namespace.Split('.'))
        {
            space = space?.GetNamespaceMembers().FirstOrDefault(one => one.Name == part);
        }

        return space;
    }

    // A generated formatter is a class of its own, or the field of one that puts formatters of the library together.
    private static IEnumerable<ITypeSymbol> Formatted(INamedTypeSymbol type) =>
        type.GetMembers("Instance").OfType<IFieldSymbol>().Select(static field => field.Type).Prepend(type)
            .SelectMany(Bases)
            .Where(static one => one.Arity == 1 && one.IsNamed(Formatter))
            .Select(static one => one.TypeArguments[0]);

    private static IEnumerable<INamedTypeSymbol> Bases(ITypeSymbol type)
    {
        for (INamedTypeSymbol? one = type.BaseType; one is not null; one = one.BaseType)
        {
            yield return one;
        }
    }

    private static IEnumerable<IAssemblySymbol> AssembliesOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => AssembliesOf(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(AssembliesOf).Prepend(named.ContainingAssembly),
        _ => [],
    };
}
