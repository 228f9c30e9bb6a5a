using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Bodies;

/// <summary>Looks into bodies, but only into those of the types that a rule asks for.</summary>
internal static class TypeBodiesRegistration
{
    /// <summary>Judges each type that matters once all of its bodies have been seen.</summary>
    public static void RegisterTypeBodies(
        this CompilationStartAnalysisContext context,
        Func<INamedTypeSymbol, CancellationToken, bool> matters,
        Action<TypeBodies, SymbolAnalysisContext> judge) =>
        context.RegisterSymbolStartAction(
            start =>
            {
                var type = (INamedTypeSymbol)start.Symbol;
                if (matters(type, start.CancellationToken))
                {
                    var bodies = new TypeBodies(type);
                    start.RegisterOperationBlockAction(bodies.Add);
                    start.RegisterSymbolEndAction(end => judge(bodies, end));
                }
            },
            SymbolKind.NamedType);

    /// <summary>Whether a type is in a file that has the word: nothing is bound to find out.</summary>
    public static bool Mentions(this INamedTypeSymbol type, string word, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Any(part =>
            part.SyntaxTree.GetText(cancellationToken).ToString().IndexOf(word, StringComparison.Ordinal) >= 0);
}
