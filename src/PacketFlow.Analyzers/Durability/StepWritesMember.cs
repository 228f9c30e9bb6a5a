using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Bodies;
using PacketFlow.Molecules;

namespace PacketFlow.Durability;

internal static class StepWritesMember
{
    public static DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.StepWritesMember,
        "Step writes an instance or captured member",
        "Step '{0}' writes '{1}', but each try runs on a new '{2}', in any process: return the value and take it as a parameter where it is needed");

    public static void Judge(TypeBodies bodies, SymbolAnalysisContext context)
    {
        var reported = new HashSet<IOperation>();
        foreach (IMethodSymbol step in MoleculeSymbols.Steps(bodies.Type))
        {
            foreach (IMethodSymbol method in bodies.Reach(step))
            {
                foreach ((IOperation target, ISymbol member) in MemberWrites.In(bodies.Operations(method), method))
                {
                    // A method that several steps call writes for all of them, and is reported for the first.
                    if (reported.Add(target))
                    {
                        context.ReportDiagnostic(Diagnostic.Create(
                            Descriptor, target.Syntax.GetLocation(), step.Name, member.Name, bodies.Type.Name));
                    }
                }
            }
        }
    }
}
