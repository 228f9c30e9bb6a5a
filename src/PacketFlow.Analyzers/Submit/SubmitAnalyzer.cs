using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Submit;

/// <summary>Takes each submit whose target the code names, and compares it with the elements in reach.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SubmitAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [SubmitPayloadMismatch.Descriptor, NoHandlerForSubmit.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(static start => start.RegisterSyntaxNodeAction(Judge, SyntaxKind.InvocationExpression));
    }

    // Only calls that have the name are bound: operations for all bodies would cost what the rules may not.
    private static void Judge(SyntaxNodeAnalysisContext context)
    {
        if (HasName((InvocationExpressionSyntax)context.Node)
            && context.SemanticModel.GetOperation(context.Node, context.CancellationToken) is IInvocationOperation call
            && SubmitCall.Of(call) is { } submit
            && submit.Target(context.Compilation, context.CancellationToken) is { } target)
        {
            ElementDirectory elements = ElementDirectory.Of(context.Compilation, context.CancellationToken);
            SubmitPayloadMismatch.Judge(submit, target, elements, context);
            NoHandlerForSubmit.Judge(submit, target, elements, context);
        }
    }

    private static bool HasName(InvocationExpressionSyntax call)
    {
        SimpleNameSyntax? name = call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name,
            MemberBindingExpressionSyntax member => member.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        return name is not null && name.Identifier.ValueText.EndsWith(SubmitCall.MethodName, StringComparison.Ordinal);
    }
}
