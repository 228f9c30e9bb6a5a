using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>The rules about payloads: each problem that the parser finds belongs to one of them.</summary>
internal static class PayloadRules
{
    public static readonly ImmutableArray<DiagnosticDescriptor> Descriptors =
    [
        PayloadNotEncodable.Descriptor,
        DuplicateKey.Descriptor,
        UndeclaredCases.Descriptor,
        FormatsDisagree.Descriptor,
        MemberOfAnotherGenerator.Descriptor,
        ValidationNotEnforced.Descriptor,
    ];

    /// <summary>What is to be said at a type in source, or at a method that is an element.</summary>
    public static IEnumerable<Diagnostic> Judge(ISymbol symbol, PayloadSet payloads)
    {
        IEnumerable<Diagnostic> found = payloads.At(symbol).Select(Of).OfType<Diagnostic>();
        return symbol is INamedTypeSymbol type && payloads.IsExtended(type)
            ? found.Concat(MemberOfAnotherGenerator.Judge(type, payloads.Compilation))
            : found;
    }

    /// <summary>What is to be said of a problem, or null if that is not up to these rules.</summary>
    public static Diagnostic? Of(PayloadFinding finding) => finding.Problem.Kind switch
    {
        PayloadProblemKind.Malformed => null,

        // A type in the handler's own signature is the handler's problem.
        PayloadProblemKind.Inaccessible when finding.Owner is null => null,
        PayloadProblemKind.DuplicateKey => DuplicateKey.Of(finding),
        PayloadProblemKind.Polymorphic or PayloadProblemKind.BadCase => UndeclaredCases.Of(finding),
        PayloadProblemKind.JsonDisagrees => FormatsDisagree.Of(finding),
        PayloadProblemKind.RuleIgnored => ValidationNotEnforced.Of(finding),
        _ => PayloadNotEncodable.Of(finding),
    };
}
