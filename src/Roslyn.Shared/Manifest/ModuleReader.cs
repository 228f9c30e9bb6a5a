using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Manifest;

/// <summary>
/// Reads what referenced assemblies have from the attributes on their modules: no walk through their types, and only through
/// assemblies that reference PacketFlow.Abstractions.
/// </summary>
internal static class ModuleReader
{
    /// <summary>The modules of a compilation's references, direct and transitive, in the order of their assemblies' names.</summary>
    public static EquatableArray<ModuleModel> Read(Compilation compilation, CancellationToken cancellationToken)
    {
        var modules = new List<ModuleModel>();
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReferencesAbstractions(assembly)
                && CanReach(assembly, compilation)
                && Module(assembly) is { } module)
            {
                modules.Add(Read(module, compilation, cancellationToken));
            }
        }

        return modules.OrderBy(static module => module.Assembly, StringComparer.Ordinal).ToEquatableArray();
    }

    /// <summary>
    /// What the module of an assembly says of its elements: for each the attribute, and the <c>IElement</c> of payload and result under it.
    /// </summary>
    public static IEnumerable<(AttributeData Attribute, INamedTypeSymbol Types)> Elements(IAssemblySymbol assembly) =>
        ReferencesAbstractions(assembly) && Module(assembly) is { } module ? Elements(module) : [];

    /// <summary>Whether code of the assembly can have our attributes.</summary>
    public static bool ReferencesAbstractions(IAssemblySymbol assembly) =>
        assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static name => name.Name == WellKnownNames.Abstractions));

    // Behind an extern alias alone its types have no name that starts with global::.
    private static bool CanReach(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly)?.Properties.Aliases is not { IsDefaultOrEmpty: false } aliases || aliases.Contains("global");

    private static ModuleModel Read(INamedTypeSymbol module, Compilation compilation, CancellationToken cancellationToken) => new(
        module.ContainingAssembly.Name,
        module.ToDisplayString(PayloadParser.FullName),
        Elements(module).Select(element => ReadElement(element.Attribute, element.Types, compilation, cancellationToken)).ToEquatableArray(),
        module.GetAttributes()
            .Where(static attribute => attribute.AttributeClass?.IsNamed(WellKnownNames.ModuleMolecule) == true)
            .Select(static attribute => attribute.TypeAt(0)?.ToDisplayString(PayloadParser.FullName))
            .OfType<string>()
            .ToEquatableArray());

    private static INamedTypeSymbol? Module(IAssemblySymbol assembly) =>
        assembly.FindAttribute(WellKnownNames.Module)?.TypeAt(0) as INamedTypeSymbol;

    private static IEnumerable<(AttributeData Attribute, INamedTypeSymbol Types)> Elements(INamedTypeSymbol module)
    {
        foreach (INamedTypeSymbol member in module.GetTypeMembers())
        {
            if (member.FindAttribute(WellKnownNames.ModuleElement) is { } attribute
                && member.Interfaces.FirstOrDefault(static one => one is { Name: "IElement", Arity: 2 }) is { } types)
            {
                yield return (attribute, types);
            }
        }
    }

    private static ModuleElementModel ReadElement(
        AttributeData attribute, INamedTypeSymbol types, Compilation compilation, CancellationToken cancellationToken)
    {
        ElementOptions options = ElementParser.ParseOptions(attribute);
        bool isVisible = PeriodicTable.TryParseGroup(options.Group, out _)
            && ElementParser.IsWireSafe(options.Name)
            && types.TypeArguments.All(type => CanSee(type, compilation));
        PayloadGraph[] graphs = isVisible
            ? [.. types.TypeArguments.Select(type => PayloadParser.Graph(type, compilation, cancellationToken))]
            : [];
        return new ModuleElementModel(
            options,
            isVisible ? graphs[0].Root : Unseen(types.TypeArguments[0]),
            isVisible ? graphs[1].Root : Unseen(types.TypeArguments[1]),
            attribute.NamedText("Handler"),
            isVisible,
            graphs.Where(static graph => graph.Root.SaysMoreThanType()).SelectMany(static graph => graph.Models).ToEquatableArray());
    }

    private static PayloadRef Unseen(ITypeSymbol type) => new(type.ToDisplayString(PayloadParser.FullName), "", IsSupported: false);

    // Besides being accessible, each name must mean this type: two references, or a reference and this project, may have equal names.
    private static bool CanSee(ITypeSymbol type, Compilation compilation) =>
        compilation.CanName(type) && NamesIn(type).All(named =>
            SymbolEqualityComparer.Default.Equals(compilation.GetTypeByMetadataName(ContainerParser.MetadataName(named)), named));

    private static IEnumerable<INamedTypeSymbol> NamesIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => NamesIn(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(NamesIn).Append(named.OriginalDefinition),
        _ => [],
    };
}
