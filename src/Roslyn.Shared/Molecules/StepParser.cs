using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Molecules;

/// <summary>From the methods of a molecule to its steps: what each is, and what is wrong with its shape.</summary>
internal static class StepParser
{
    private const string Timer = "timer";
    private const string Signal = "signal";

    public static ImmutableArray<StepDraft> Parse(INamedTypeSymbol molecule, Compilation compilation)
    {
        ImmutableArray<IMethodSymbol> methods = MoleculeSymbols.Steps(molecule);
        ImmutableArray<StepDraft> steps =
        [
            .. methods.Select((method, index) =>
                new StepDraft(index, method, KindOf(method), ResultOf(method, compilation))),
        ];
        foreach (StepDraft step in steps.Where(static step => !step.IsInFlow))
        {
            string? name = TargetOf(step.Method);
            step.Target = steps.FirstOrDefault(other => other.IsInFlow && other.Method.Name == name);
        }

        return steps;
    }

    /// <summary>The step that a compensation or substitute names.</summary>
    public static string? TargetOf(IMethodSymbol method) =>
        (method.FindAttribute(WellKnownNames.Compensates) ?? method.FindAttribute(WellKnownNames.Substitutes))?.TextAt(0);

    /// <summary>
    /// The element that a step is. A compensation or substitute without [Element] is that of its step, a nested molecule
    /// without one a sequence, a delay a timer.
    /// </summary>
    public static ElementOptions OptionsOf(StepDraft step) => step switch
    {
        _ when step.Method.FindAttribute(WellKnownNames.Element) is { } attribute => ElementParser.ParseOptions(attribute),
        { Target: { } target } => OptionsOf(target),
        { Kind: StepKind.Nested } => Plain("cf", "seq"),
        { Kind: StepKind.Timer } => Plain("ed", Timer),
        _ => Plain("", ""),
    };

    public static StepProblems ProblemsOf(StepDraft step, MoleculeDraft draft)
    {
        StepProblems problems = StepProblems.None;
        Add(StepProblems.DuplicateName, draft.Steps.Any(other => other != step && other.Method.Name == step.Method.Name));
        Add(StepProblems.UnknownTarget, !step.IsInFlow && step.Target is null);
        Add(StepProblems.HasBody, !ElementParser.IsBodyless(step.Method) && (Has(step, WellKnownNames.Nested) || Has(step, WellKnownNames.Delay)));
        Add(StepProblems.TimerShape, step.Kind == StepKind.Timer && !IsTimer(step, draft.Compilation));
        Add(StepProblems.SignalShape, step.Kind == StepKind.Signal && step.Payloads(draft.Compilation).Any());
        Add(
            StepProblems.SubstituteResult,
            step is { Kind: StepKind.Substitute, Target.Result: { } wanted }
                && TypeFit.Between(step.Result, wanted, draft.Compilation) is not { Fits: true, Rank: < 2, DropsNull: false });
        return problems;

        void Add(StepProblems problem, bool holds) => problems |= holds ? problem : StepProblems.None;
    }

    // A result that cannot be carried is a problem of the method's; here it is as if there were none.
    private static ITypeSymbol? ResultOf(IMethodSymbol method, Compilation compilation) =>
        SignatureParser.ShapeOf(method, compilation).Result is { } result && SignatureParser.CanBeCarried(result) ? result : null;

    public static StepKind KindOf(IMethodSymbol method)
    {
        if (method.FindAttribute(WellKnownNames.Compensates) is not null)
        {
            return StepKind.Compensation;
        }

        if (method.FindAttribute(WellKnownNames.Substitutes) is not null)
        {
            return StepKind.Substitute;
        }

        AttributeData? element = method.FindAttribute(WellKnownNames.Element);
        return method switch
        {
            _ when !ElementParser.IsBodyless(method) => StepKind.Handler,
            _ when method.FindAttribute(WellKnownNames.Nested) is not null => StepKind.Nested,
            _ when method.FindAttribute(WellKnownNames.Delay) is not null => StepKind.Timer,
            _ when element?.TextAt(0) != "ed" => StepKind.Remote,
            _ => element.TextAt(1) switch
            {
                Timer or "tm" => StepKind.Timer,
                Signal or "sg" => StepKind.Signal,
                _ => StepKind.Remote,
            },
        };
    }

    private static bool IsTimer(StepDraft step, Compilation compilation)
    {
        ITypeSymbol[] payloads = [.. step.Payloads(compilation).Select(static item => item.Symbol.Type)];
        bool isFed = Has(step, WellKnownNames.Delay)
            ? payloads.Length == 0
            : payloads is [{ } only] && (only.IsNamed("System.TimeSpan") || only.IsNamed("System.DateTimeOffset"));
        return isFed && step.Result is null;
    }

    private static bool Has(StepDraft step, string attribute) => step.Method.FindAttribute(attribute) is not null;

    private static ElementOptions Plain(string group, string name) =>
        new(group, name, null, null, Idempotent: false, null, default, Custom: false, null, null, AtMostOnce: false);
}
