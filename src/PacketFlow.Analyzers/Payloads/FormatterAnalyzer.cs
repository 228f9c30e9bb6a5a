using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Bodies;

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
                start.RegisterSemanticModelAction(file => Judge(file, formatters));
            }
        });
    }

    private static void Judge(SemanticModelAnalysisContext context, RunTimeFormatters formatters)
    {
        SyntaxTree tree = context.SemanticModel.SyntaxTree;
        if (!tree.Mentions(FormatterUse.Names, context.CancellationToken))
        {
            return;
        }

        foreach (SimpleNameSyntax name in tree.GetRoot(context.CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (FormatterUse.Of(name, context.SemanticModel, context.CancellationToken) is { } use
                && !formatters.Has(use.Type)
                && FormatterMissing.Of(use, context.SemanticModel.Compilation, context.CancellationToken) is { } diagnostic)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
