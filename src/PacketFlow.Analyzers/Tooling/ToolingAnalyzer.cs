using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Tooling;

/// <summary>Judges what was put together: the generator's own failures and the versions of its parts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ToolingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [GeneratorFailed.Descriptor, VersionsDiffer.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Judge);
    }

    private static void Judge(CompilationAnalysisContext context)
    {
        if (context.Compilation.References(WellKnownNames.Abstractions))
        {
            foreach (Diagnostic diagnostic in GeneratorFailed.Judge(context.Compilation).Concat(VersionsDiffer.Judge(context.Compilation)))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
