using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>The line that declares a bodyless partial method once more, so that generated code can give it a body.</summary>
internal static class MethodDeclaration
{
    /// <summary>Modifiers, return type, name and parameters, equal to the user's but with full type names and without defaults.</summary>
    public static string Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        // Both parts must have the same modifiers, so they are taken as the user wrote them.
        string modifiers = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax syntax
            ? string.Join(" ", syntax.Modifiers.Select(static modifier => modifier.Text))
            : "partial";
        string parameters = string.Join(", ", method.Parameters.Select(Parameter));
        return $"{modifiers} {method.ReturnType.ToDisplayString(PayloadParser.FullName)} {Identifiers.Escape(method.Name)}({parameters})";
    }

    private static string Parameter(IParameterSymbol parameter)
    {
        string modifier = parameter.IsParams ? "params " : parameter.IsThis ? "this " : "";
        return $"{modifier}{parameter.Type.ToDisplayString(PayloadParser.FullName)} {Identifiers.Escape(parameter.Name)}";
    }
}
