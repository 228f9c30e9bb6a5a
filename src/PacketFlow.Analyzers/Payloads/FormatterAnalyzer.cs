using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Payloads;

/// <summary>Takes each call that needs a type's formatter, and asks whether there will be one at run time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FormatterAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => PayloadRules.Descriptors;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(static start =>
        {
            // Where the generator has not run nobody knows what it would make.
            if (start.Compilation.Assembly.FindAttribute(WellKnownNames.Generated) is not null)
            {
                var formatters = new RunTimeFormatters(start.Compilation);
                start.RegisterSyntaxNodeAction(node => Judge(node, formatters), SyntaxKind.IdentifierName, SyntaxKind.GenericName);
            }
        });
    }

    private static void Judge(SyntaxNodeAnalysisContext context, RunTimeFormatters formatters)
    {
        if (FormatterUse.Of((SimpleNameSyntax)context.Node, context.SemanticModel, context.CancellationToken) is { } use
            && !formatters.Has(use.Type)
            && FormatterMissing.Of(use, context.Compilation, context.CancellationToken) is { } diagnostic)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
