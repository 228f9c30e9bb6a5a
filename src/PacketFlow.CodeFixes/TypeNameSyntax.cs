using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace PacketFlow;

/// <summary>Writes the names of types.</summary>
internal static class TypeNameSyntax
{
    /// <summary>A type by its full name; what the file's usings make superfluous is taken away afterwards, a missing using is added.</summary>
    public static TypeSyntax Of(string fullName) => SyntaxFactory.ParseTypeName($"global::{fullName}")
        .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
}
