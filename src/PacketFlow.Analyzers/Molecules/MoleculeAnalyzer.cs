using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Report;
using PacketFlow.Time;
using PacketFlow.Types;

namespace PacketFlow.Molecules;

/// <summary>Parses each class with [Molecule] once and judges it by every rule about its steps and bonds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MoleculeAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<MoleculeRule> Rules =
    [
        new CyclicBonds(),
        new SelfBond(),
        new ContradictoryBonds(),
        new RedundantBond(),
        new BondOutsideComposition(),
        new IsolatedStep(),
        new EmptyMolecule(),
        new MoleculeContainsItself(),
        new OverStrictOrder(),
        new AmbiguousStepInput(),
        new AmbiguousMoleculeInput(),
        new MoleculeTooLarge(),
        new OrderDependentGroup(),
        new UnproducedStepInput(),
        new MoleculeNotUsable(),
        new StepNotUsable(),
        new TypeMismatch(),
        new NullableIntoNonNullable(),
        new LossyConversion(),
        new ResultIgnored(),
        new TimeoutBelowCriticalPath(),
        new MoleculeReported(),
        new StabilityBelowThreshold(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Rules.Select(static rule => rule.Descriptor)];

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

        // An attribute that does not bind is the compiler's to report.
        if (type.TypeKind == TypeKind.Class
            && type.FindAttribute(WellKnownNames.Molecule) is { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive }] } attribute
            && MoleculeParser.Parse(type, context.Compilation, context.CancellationToken) is { } model)
        {
            var molecule = new MoleculeSite(type, attribute, model, context);
            foreach (MoleculeRule rule in Rules)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                rule.Judge(molecule);
            }
        }
    }
}
