using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Submit;

internal static class NoHandlerForSubmit
{
    // What every reactor answers by itself, and what it reserves for runs of molecules.
    private static readonly ImmutableHashSet<string> BuiltIn =
    [
        "cf:ping", "cf:health", "cf:seq", "df:transform", "cf:run", "cf:start", "cf:status", "cf:trace", "cf:cancel", "cf:signal", "cf:resume",
    ];

    public static DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.NoHandlerForSubmit,
        "No handler for constant submit target",
        "Nothing in this program handles '{0}': write its handler, or declare it with a bodyless static partial method if it lives elsewhere");

    public static void Judge(SubmitCall submit, ElementAddress target, ElementDirectory elements, SemanticModelAnalysisContext context)
    {
        // A program without elements is a client of reactors that it does not know.
        if (IsReactor(context.SemanticModel.Compilation) && !elements.IsEmpty && !elements.Find(target).Any() && !BuiltIn.Contains(target.ToString()))
        {
            SyntaxNode name = (submit.Name ?? submit.Element ?? submit.Call).Syntax;
            ITypeSymbol payload = submit.Call.TargetMethod.TypeArguments[0];
            int position = name.SpanStart;
            ImmutableDictionary<string, string?> facts = ImmutableDictionary<string, string?>.Empty
                .Add(FactKeys.Group, target.Group)
                .Add(FactKeys.Name, target.Name)
                .Add(FactKeys.Input, payload.ToMinimalDisplayString(context.SemanticModel, NullableFlowState.NotNull, position))
                .Add(FactKeys.Output, submit.Element is null
                    ? "FlowValue"
                    : submit.Call.TargetMethod.TypeArguments[1].ToMinimalDisplayString(context.SemanticModel, NullableFlowState.NotNull, position));
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, name.GetLocation(), facts, target));
        }
    }

    private static bool IsReactor(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
        && compilation.References(WellKnownNames.Runtime);
}
