using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PacketFlow.Bodies;

namespace PacketFlow.Submit;

/// <summary>Takes each submit whose target the code names, and compares it with the elements in reach.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SubmitAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] Words = [SubmitCall.MethodName];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [SubmitPayloadMismatch.Descriptor, NoHandlerForSubmit.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(static start => start.RegisterSemanticModelAction(Judge));
    }

    // A file at a time, since an action for nodes has the driver list every node of every declaration.
    private static void Judge(SemanticModelAnalysisContext context)
    {
        if (context.SemanticModel.SyntaxTree.Mentions(Words, context.CancellationToken))
        {
            foreach (InvocationExpressionSyntax call in context.SemanticModel.SyntaxTree.Calls(context.CancellationToken))
            {
                Judge(call, context);
            }
        }
    }

    // Only calls that have the name are bound: operations for all bodies would cost what the rules may not.
    private static void Judge(InvocationExpressionSyntax syntax, SemanticModelAnalysisContext context)
    {
        Compilation compilation = context.SemanticModel.Compilation;
        if (syntax.CalledName()?.EndsWith(SubmitCall.MethodName, StringComparison.Ordinal) == true
            && context.SemanticModel.GetOperation(syntax, context.CancellationToken) is IInvocationOperation call
            && SubmitCall.Of(call) is { } submit
            && submit.Target(compilation, context.CancellationToken) is { } target)
        {
            ElementDirectory elements = ElementDirectory.Of(compilation, context.CancellationToken);
            SubmitPayloadMismatch.Judge(submit, target, elements, context);
            NoHandlerForSubmit.Judge(submit, target, elements, context);
        }
    }
}
