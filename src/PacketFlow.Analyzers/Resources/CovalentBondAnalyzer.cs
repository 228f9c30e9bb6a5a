using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Molecules;

namespace PacketFlow.Resources;

/// <summary>Takes each covalent bond and judges what it says of its resource.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CovalentBondAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [UnnamedResource.Descriptor, WritersWithoutMerge.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(static start => start.RegisterSymbolAction(Judge, SymbolKind.NamedType));
    }

    private static void Judge(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute(WellKnownNames.Molecule) is null)
        {
            return;
        }

        ImmutableArray<IMethodSymbol> steps = MoleculeSymbols.Steps(type);
        foreach (AttributeData attribute in MoleculeSymbols.Bonds(type))
        {
            // A bond that is no bond between two steps has rules of its own.
            if (MoleculeSymbols.KindOf(attribute) == BondKind.Covalent
                && Step(attribute.TextAt(0)) is { } a
                && Step(attribute.TextAt(1)) is { } b
                && a.Name != b.Name)
            {
                var bond = new CovalentBond(attribute, a, b);
                UnnamedResource.Judge(bond, context);
                WritersWithoutMerge.Judge(bond, context);
            }
        }

        IMethodSymbol? Step(string? name) => steps.FirstOrDefault(step => step.Name == name);
    }
}
