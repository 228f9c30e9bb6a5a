using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Text;

namespace PacketFlow.Resources;

internal static class UnnamedResource
{
    public static DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.UnnamedResource,
        "Covalent bond without a named resource",
        "'{0}' and '{1}' share a resource, but the bond does not name it: set Resource to the name that all who use it use");

    public static void Judge(CovalentBond bond, SymbolAnalysisContext context)
    {
        if (bond.Resource is null)
        {
            string name = $"{Identifiers.SnakeCase(bond.A.Name)}_{Identifiers.SnakeCase(bond.B.Name)}";
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                bond.Attribute.Location(context.CancellationToken),
                FixFacts.None.Set("Resource", Literals.Of(name)).Properties,
                bond.A.Name,
                bond.B.Name));
        }
    }
}
