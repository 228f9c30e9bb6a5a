using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Bodies;

namespace PacketFlow.Durability;

/// <summary>Looks into the bodies of steps: what a retry repeats, what a new instance forgets, what nobody undoes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepBodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [NonIdempotentRetry.Descriptor, StepWritesMember.Descriptor, CompensationMissing.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(static start => start.RegisterTypeBodies(
            static (type, _) => IsMolecule(type) || type.GetMembers().OfType<IMethodSymbol>().Any(NonIdempotentRetry.AsksForRetries),
            Judge));
    }

    private static void Judge(TypeBodies bodies, SymbolAnalysisContext context)
    {
        NonIdempotentRetry.Judge(bodies, context);
        if (IsMolecule(bodies.Type))
        {
            StepWritesMember.Judge(bodies, context);
            CompensationMissing.Judge(bodies, context);
        }
    }

    private static bool IsMolecule(INamedTypeSymbol type) => type.FindAttribute(WellKnownNames.Molecule) is not null;
}
