using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Elements;

/// <summary>Takes each method with [Element] and judges it by every rule that needs no other element.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ElementAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<ElementRule> Rules =
    [
        new UnknownGroup(),
        new UnknownElement(),
        new AliasUsed(),
        new UnsupportedSignature(),
        new AsyncVoidHandler(),
        new NoCancellationToken(),
        new AbstractOrGenericHandler(),
        new InaccessibleHandler(),
        new ParameterByReference(),
        new MandatoryElementOverridden(),
        new PriorityOutOfRange(),
        new NameNotWireSafe(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Rules.Select(static rule => rule.Descriptor)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(static start => start.RegisterSymbolAction(Judge, SymbolKind.Method));
    }

    private static void Judge(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is null && method.FindAttribute(WellKnownNames.Element) is { } attribute && IsComplete(attribute))
        {
            var element = new ElementSite(method, attribute, context.Compilation, context.CancellationToken);
            foreach (Diagnostic diagnostic in Rules.SelectMany(rule => rule.Judge(element)))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }

    // An attribute that does not bind is the compiler's to report.
    private static bool IsComplete(AttributeData attribute) => attribute.TextAt(0) is not null && attribute.TextAt(1) is not null;
}
