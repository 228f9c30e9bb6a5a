using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Elements;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>From a fed step to its model.</summary>
internal static class StepModelParser
{
    public static StepModel Parse(StepDraft step, StepProblems problems, ContainerModel container, MoleculeDraft draft, CancellationToken cancellationToken)
    {
        (NestedModel? nested, StepProblems nestedProblems) = NestedParser.Parse(step, draft, cancellationToken);
        return new StepModel(
            Handler(step, container, draft.Compilation, cancellationToken),
            step.Kind,
            step.Inputs,
            step.Output is { } output ? PayloadParser.Reference(output, draft.Compilation) : null,
            step.Output is null ? null : TypeNames.Readable(step.Output),
            step.Result is { } result && TypeFit.Strip(result).IsNullable,
            step.IsForEach,
            MaySkip: !step.Conditions.IsEmpty,
            IsResultIgnored(step, draft),
            StepParser.TargetOf(step.Method),
            step.Target?.Index ?? -1,
            nested,
            step.Method.FindAttribute(WellKnownNames.Delay) is { ConstructorArguments: [{ Value: double seconds }] } ? seconds : null,
            problems | nestedProblems);
    }

    private static ElementModel Handler(StepDraft step, ContainerModel container, Compilation compilation, CancellationToken cancellationToken)
    {
        IMethodSymbol method = step.Method;
        ElementOptions options = StepParser.OptionsOf(step);
        SignatureModel signature = SignatureParser.Parse(method, compilation, cancellationToken);
        bool isBodyless = ElementParser.IsBodyless(method);
        HandlerProblems problems = signature.Problems;
        if (!PeriodicTable.TryParseGroup(options.Group, out _))
        {
            problems |= HandlerProblems.UnknownGroup;
        }

        if (ElementName.Check(options.Name) != ElementNameFault.None)
        {
            problems |= HandlerProblems.NameNotWireSafe;
        }

        if (method.IsGenericMethod || method.IsAbstract)
        {
            problems |= HandlerProblems.AbstractOrGeneric;
        }

        // A bodyless step is never called: it may be private.
        if (!isBodyless && (!compilation.IsSymbolAccessibleWithin(method, compilation.Assembly) || method.IsForbidden()))
        {
            problems |= HandlerProblems.Inaccessible;
        }

        return new ElementModel(
            options,
            container,
            method.Name,
            method.IsStatic,
            isBodyless,
            isBodyless ? MethodDeclaration.Of(method, cancellationToken) : null,
            signature.Parameters,
            signature.Returns,
            signature.Result,
            problems);
    }

    // The last steps' results are the molecule's own; conditions and merges use one too.
    private static bool IsResultIgnored(StepDraft step, MoleculeDraft draft) =>
        step is { IsInFlow: true, Result: not null }
        && draft.Bonds.Any(bond => bond.IsOrder && bond.FromStep == step.Index)
        && !draft.Bonds.Any(bond => (bond.When is not null && bond.FromStep == step.Index)
            || (bond.Merge is not null && (bond.FromStep == step.Index || bond.ToStep == step.Index)))
        && !draft.Steps.Any(other => other.Inputs.Any(input => input.Binding switch
        {
            InputBinding.UndoneOutput => other.Target == step,
            InputBinding.UndoneInput or InputBinding.Molecule => false,
            _ => input.Sources.Any(source => source.Step == step.Index),
        }));
}
