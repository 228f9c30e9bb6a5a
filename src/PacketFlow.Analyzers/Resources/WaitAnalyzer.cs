using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Bodies;
using PacketFlow.Submit;

namespace PacketFlow.Resources;

/// <summary>
/// Collects who waits for what, type by type, and looks for circles when all is known: they run through methods, handlers and molecules
/// anywhere in the project.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WaitAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [ResourceCycles.Deadlock, ResourceCycles.OrderDiffers, CallCycles.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        var waits = new ConcurrentDictionary<IMethodSymbol, ImmutableArray<Wait>>(SymbolEqualityComparer.Default);
        var molecules = new ConcurrentBag<INamedTypeSymbol>();
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.Mentions(SubmitCall.MethodName, symbol.CancellationToken))
                {
                    Read(new TypeBodies(type, symbol.Compilation, symbol.CancellationToken), symbol, waits);
                }

                if (type.FindAttribute(WellKnownNames.Molecule) is not null && MoleculeHolds.MayHold(type))
                {
                    molecules.Add(type);
                }
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            if (!waits.IsEmpty || !molecules.IsEmpty)
            {
                var graph = new WaitGraph(waits, ElementDirectory.Of(end.Compilation, end.CancellationToken));
                ResourceCycles.Report(
                    MethodHolds.Of(graph).Concat(molecules.SelectMany(molecule => MoleculeHolds.Of(molecule, graph, end.Compilation, end.CancellationToken))),
                    end.ReportDiagnostic);
                CallCycles.Report(graph, end.ReportDiagnostic);
            }
        });
    }

    private static void Read(TypeBodies bodies, SymbolAnalysisContext context, ConcurrentDictionary<IMethodSymbol, ImmutableArray<Wait>> waits)
    {
        foreach (IMethodSymbol method in bodies.Methods)
        {
            ImmutableArray<Wait> found = BodyWaits.Read(bodies, method, context.Compilation, context.CancellationToken);
            if (!found.IsEmpty)
            {
                waits[method] = found;
            }
        }
    }
}
