using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Submit;

/// <summary>How a payload of the wrong type becomes one of the right type: by its constructor or by a cast.</summary>
internal static class PayloadConversion
{
    /// <summary>Stands for the payload in the text.</summary>
    public const string Hole = "{0}";

    public static string? Text(ITypeSymbol given, ITypeSymbol wanted, SubmitCall submit, SemanticModelAnalysisContext context)
    {
        string name = wanted.ToMinimalDisplayString(context.SemanticModel, submit.Payload.Syntax.SpanStart);
        bool isMade = wanted is INamedTypeSymbol { IsAbstract: false } type && type.InstanceConstructors.Any(constructor =>
            constructor.DeclaredAccessibility == Accessibility.Public
            && constructor.Parameters is [{ RefKind: RefKind.None, Type: var parameter }]
            && context.SemanticModel.Compilation.ClassifyCommonConversion(given, parameter).IsImplicit);
        return isMade ? $"new {name}({Hole})"
            : context.SemanticModel.Compilation.ClassifyCommonConversion(given, wanted) is { Exists: true, IsNumeric: true } ? $"({name})({Hole})"
            : null;
    }
}
