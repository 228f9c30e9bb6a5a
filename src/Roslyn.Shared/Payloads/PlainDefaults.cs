using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Payloads;

/// <summary>
/// Knows members that have their type's default in a new object: no initializer, no constructor body and no setter's code can have
/// given them another. Such a member can be set whether it was read or not, so no second object is needed to learn its value.
/// </summary>
internal static class PlainDefaults
{
    /// <summary>Whether nothing but field initializers runs when the type is made.</summary>
    public static bool HasPlainConstruction(INamedTypeSymbol type, IMethodSymbol constructor) =>
        IsPlain(constructor) && MemberFinder.Chain(type).All(one =>
            SymbolEqualityComparer.Default.Equals(one, type) || one.InstanceConstructors.All(IsPlain));

    /// <summary>Whether the member is a field, or a property that is nothing but one, without an initializer.</summary>
    public static bool IsPlain(PayloadMember member)
    {
        if (member.Symbol.DeclaringSyntaxReferences.Length != 1)
        {
            return false;
        }

        return member.Symbol.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            PropertyDeclarationSyntax { Initializer: null, AccessorList: { } accessors } =>
                accessors.Accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }),
            VariableDeclaratorSyntax { Initializer: null } => true,
            _ => false,
        };
    }

    // Implicit, or the primary one, whose syntax is the type's own; the compiler's copy constructor is never called.
    private static bool IsPlain(IMethodSymbol constructor) =>
        constructor.IsImplicitlyDeclared
            ? constructor.ContainingType.Locations.Any(static location => location.IsInSource)
            : constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax);
}
