using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Elements;
using PacketFlow.Submit;

namespace PacketFlow.Resources;

internal static class WritersWithoutMerge
{
    // What these elements of the registry are for is to look, not to change. Any other step counts as a writer.
    private static readonly ImmutableHashSet<string> Readers =
    [
        "cf:ping", "cf:health", "df:validate", "df:filter", "ed:timer", "ed:signal", "ed:watch", "mc:reflect", "mc:analyze", "mc:predict", "rm:monitor",
    ];

    public static DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.WritersWithoutMerge,
        "Covalent writers without Merge",
        "'{0}' and '{1}' both write '{2}', and nothing says what holds in the end: set Exclusive if one may follow the other, or name a Merge");

    public static void Judge(CovalentBond bond, SymbolAnalysisContext context)
    {
        if (bond.Resource is { } resource && !bond.IsExclusive && !bond.HasMerge && Writes(bond.A) && Writes(bond.B))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                bond.Attribute.Location(context.CancellationToken),
                MergeStub.Facts(bond, context.Compilation),
                bond.A.Name,
                bond.B.Name,
                resource));
        }
    }

    private static bool Writes(IMethodSymbol step) =>
        step.FindAttribute(WellKnownNames.Delay) is null
        && (step.FindAttribute(WellKnownNames.Element) is not { } attribute
            || ElementParser.ParseOptions(attribute) is var options && !Readers.Contains(new ElementAddress(options.Group, options.Name).ToString()));
}
