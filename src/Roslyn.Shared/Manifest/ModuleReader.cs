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
                && assembly.FindAttribute(WellKnownNames.Module)?.TypeAt(0) is INamedTypeSymbol module)
            {
                modules.Add(Read(module, compilation));
            }
        }

        return modules.OrderBy(static module => module.Assembly, StringComparer.Ordinal).ToEquatableArray();
    }

    /// <summary>Whether code of the assembly can have our attributes.</summary>
    public static bool ReferencesAbstractions(IAssemblySymbol assembly) =>
        assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static name => name.Name == WellKnownNames.Abstractions));

    // Behind an extern alias alone its types have no name that starts with global::.
    private static bool CanReach(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly)?.Properties.Aliases is not { IsDefaultOrEmpty: false } aliases || aliases.Contains("global");

    private static ModuleModel Read(INamedTypeSymbol module, Compilation compilation)
    {
        var elements = new List<ModuleElementModel>();
        var molecules = new List<string>();
        foreach (AttributeData attribute in module.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
            {
                continue;
            }

            if (type.IsNamed(WellKnownNames.ModuleElement))
            {
                elements.Add(ReadElement(attribute, compilation));
            }
            else if (type.IsNamed(WellKnownNames.ModuleMolecule) && attribute.TypeAt(0) is { } molecule)
            {
                molecules.Add(molecule.ToDisplayString(PayloadParser.FullName));
            }
        }

        return new ModuleModel(
            module.ContainingAssembly.Name,
            module.ToDisplayString(PayloadParser.FullName),
            elements.ToEquatableArray(),
            molecules.ToEquatableArray());
    }

    private static ModuleElementModel ReadElement(AttributeData attribute, Compilation compilation)
    {
        ITypeSymbol? input = attribute.TypeAt(2), output = attribute.TypeAt(3);
        ElementOptions options = ElementParser.ParseOptions(attribute);
        bool isAddress = PeriodicTable.TryParseGroup(options.Group, out _) && ElementParser.IsWireSafe(options.Name);
        return new ModuleElementModel(
            options,
            attribute.NamedText("InputName") ?? input?.ToDisplayString(PayloadParser.FullName) ?? "",
            attribute.NamedText("OutputName") ?? output?.ToDisplayString(PayloadParser.FullName) ?? "",
            attribute.NamedText("Handler"),
            isAddress && input is not null && output is not null && CanSee(input, compilation) && CanSee(output, compilation));
    }

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
