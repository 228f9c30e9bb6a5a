using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Molecules;

namespace PacketFlow.Submit;

internal static class SubmitPayloadMismatch
{
    public static DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.SubmitPayloadMismatch,
        "Submit payload mismatch",
        "'{0}' takes '{1}', but this submits '{2}': submit a '{1}', through the typed client '{3}' that checks it");

    public static void Judge(SubmitCall submit, ElementAddress target, ElementDirectory elements, SemanticModelAnalysisContext context)
    {
        if (submit.Element is null
            && elements.FindOnly(target) is { Payload: { } wanted } element
            && submit.Call.TargetMethod.TypeArguments is [var given]
            && !Fits(given, wanted, context.SemanticModel.Compilation))
        {
            string typed = elements.MemberOf(element);
            ImmutableDictionary<string, string?> facts = ImmutableDictionary<string, string?>.Empty
                .Add(FactKeys.Element, typed)
                .Add(FactKeys.Conversion, PayloadConversion.Text(given, wanted, submit, context));
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                submit.Payload.Syntax.GetLocation(),
                facts,
                target,
                TypeNames.Readable(wanted),
                TypeNames.Readable(given),
                typed));
        }
    }

    // Where the wire has the same shape for both, a reader takes what it gets: only what C# and the wire refuse is a mistake for sure.
    private static bool Fits(ITypeSymbol given, ITypeSymbol wanted, Compilation compilation)
    {
        given = TypeFit.Strip(given).Type;
        wanted = TypeFit.Strip(wanted).Type;
        return !IsKnown(given)
            || !IsKnown(wanted)
            || compilation.ClassifyCommonConversion(given, wanted).IsImplicit
            || (Sequences.ItemOf(given) is { } givenItem && Sequences.ItemOf(wanted) is { } wantedItem && Fits(givenItem, wantedItem, compilation));
    }

    // What a type parameter, an untyped value or a map holds is not in its type.
    private static bool IsKnown(ITypeSymbol type) =>
        type is not (ITypeParameterSymbol or IErrorTypeSymbol or IDynamicTypeSymbol or { IsAnonymousType: true } or { SpecialType: SpecialType.System_Object })
        && !type.IsNamed("PacketFlow.FlowValue")
        && !IsMap(type)
        && !type.AllInterfaces.Any(IsMap);

    private static bool IsMap(ITypeSymbol type) =>
        type.IsNamed("System.Collections.Generic.IDictionary") || type.IsNamed("System.Collections.Generic.IReadOnlyDictionary");
}
