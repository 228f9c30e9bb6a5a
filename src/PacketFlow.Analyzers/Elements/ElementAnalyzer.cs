using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Payloads;
using PacketFlow.Time;
using PacketFlow.Tooling;

namespace PacketFlow.Elements;

/// <summary>Judges each method with [Element], and each type that goes over the wire because of one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ElementAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<ElementRule> Rules =
    [
        new UnknownGroup(),
        new UnknownElement(),
        new DuplicateHandler(),
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
        new TimeoutAboveMaximum(),
        new RetriesDoNotFit(),
        new TimeoutNotPositive(),
        new GeneratedNameCollision(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. Rules.Select(static rule => rule.Descriptor), .. PayloadRules.Descriptors];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(static start =>
        {
            var elements = new ElementSet(start.Compilation);
            var payloads = new PayloadSet(elements);
            start.RegisterSymbolAction(
                context => Report(context, Judge(context.Symbol, elements).Concat(PayloadRules.Judge(context.Symbol, payloads))),
                SymbolKind.Method);
            start.RegisterSymbolAction(context => Report(context, PayloadRules.Judge(context.Symbol, payloads)), SymbolKind.NamedType);
        });
    }

    private static IEnumerable<Diagnostic> Judge(ISymbol method, ElementSet elements) =>
        elements.Of(method) is { } element ? Rules.SelectMany(rule => rule.Judge(element, elements)).Concat(ValidationNotEnforced.Judge(element)) : [];

    private static void Report(SymbolAnalysisContext context, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
