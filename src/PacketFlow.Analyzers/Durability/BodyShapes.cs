using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Bodies;
using PacketFlow.Submit;

namespace PacketFlow.Durability;

/// <summary>Tells from the syntax alone whether a type can write anything or act on anything: those that cannot are never bound.</summary>
internal static class BodyShapes
{
    /// <summary>Whether a part of the type has an assignment, or hands a variable on by reference.</summary>
    public static bool Writes(INamedTypeSymbol type, CancellationToken cancellationToken) => Has(type, IsWrite, cancellationToken);

    /// <summary>Whether a part of the type calls something by the name of a known effect, or submits.</summary>
    public static bool Acts(INamedTypeSymbol type, CancellationToken cancellationToken) => Has(type, IsAct, cancellationToken);

    private static bool Has(INamedTypeSymbol type, Func<SyntaxNode, bool> fits, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellationToken).DescendantNodes().Any(fits));

    private static bool IsWrite(SyntaxNode node) => node.Kind() switch
    {
        SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
            or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression => true,
        SyntaxKind.Argument => !((ArgumentSyntax)node).RefKindKeyword.IsKind(SyntaxKind.None),

        // new Order { Id = 1 } writes what nobody else has.
        _ => node is AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax },
    };

    private static bool IsAct(SyntaxNode node) => node is InvocationExpressionSyntax call
        && call.CalledName() is { } name
        && (KnownEffects.Names(name) || name.EndsWith(SubmitCall.MethodName, StringComparison.Ordinal));
}
