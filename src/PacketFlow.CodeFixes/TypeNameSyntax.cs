using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace PacketFlow;

/// <summary>Writes the names of types.</summary>
internal static class TypeNameSyntax
{
    /// <summary>A type by its full name; afterwards what usings make superfluous goes, and a missing using comes.</summary>
    public static TypeSyntax Of(string fullName) => SyntaxFactory.ParseTypeName($"global::{fullName}")
        .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
}
