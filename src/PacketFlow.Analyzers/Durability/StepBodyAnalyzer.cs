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
        context.RegisterForUsers(static start => start.RegisterSymbolAction(Judge, SymbolKind.NamedType));
    }

    private static void Judge(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        bool isMolecule = type.FindAttribute(WellKnownNames.Molecule) is not null;
        if (!isMolecule && !type.GetMembers().OfType<IMethodSymbol>().Any(NonIdempotentRetry.AsksForRetries))
        {
            return;
        }

        bool acts = BodyShapes.Acts(type, context.CancellationToken);
        bool writes = isMolecule && BodyShapes.Writes(type, context.CancellationToken);
        var bodies = new TypeBodies(type, context.Compilation, context.CancellationToken);
        if (acts)
        {
            NonIdempotentRetry.Judge(bodies, context);
        }

        if (writes)
        {
            StepWritesMember.Judge(bodies, context);
        }

        if (acts && isMolecule)
        {
            CompensationMissing.Judge(bodies, context);
        }
    }
}
