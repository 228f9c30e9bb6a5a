using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Molecules;
using PacketFlow.Time;
using PacketFlow.Tooling;

namespace PacketFlow.Elements;

/// <summary>Judges what a [Molecule] says by the rules that it shares with elements: its timeout and its generated members.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MoleculeAttributeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [TimeoutNotPositive.Words, GeneratedNameCollision.Words];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(static start => start.RegisterSymbolAction(Judge, SymbolKind.NamedType));
    }

    private static void Judge(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute(WellKnownNames.Molecule) is { } attribute)
        {
            foreach (Diagnostic diagnostic in Judge(type, attribute))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }

    private static IEnumerable<Diagnostic> Judge(INamedTypeSymbol type, AttributeData attribute)
    {
        const string timeout = "TimeoutSeconds";
        double? seconds = attribute.Named<double>(timeout);
        if (TimeoutNotPositive.Judge(timeout, seconds, type.Name, attribute.PropertyLocation(timeout)) is { } never)
        {
            yield return never;
        }

        MoleculeMembers members = MemberNames.Choose(type, [], out _);
        foreach ((string plain, string member) in new[]
        {
            ("Molecule", members.Molecule), ("Plan", members.Plan), ("Mermaid", members.Mermaid), ("Output", members.Output),
        })
        {
            if (member != plain)
            {
                yield return GeneratedNameCollision.Words.At(
                    type.Locations[0], $"The generated {plain}", $"{type.Name}.{plain}", $"{type.Name}.{member}");
            }
        }
    }
}
