using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Molecules;

internal sealed class StepNotUsable : MoleculeRule
{
    // By the compiler, or of the step whose element a compensation shares.
    private const HandlerProblems SaidElsewhere = HandlerProblems.Malformed | HandlerProblems.UnknownGroup | HandlerProblems.NameNotWireSafe;

    private static readonly (StepProblems Problem, string Words)[] Faults =
    [
        (StepProblems.TimerShape, "a timer takes one TimeSpan or DateTimeOffset, or nothing beside a [Delay], and returns Task or nothing"),
        (StepProblems.SignalShape, "what a signal brings is its result, so it takes no parameter"),
        (StepProblems.HasBody, "the engine itself does what [Nested] and [Delay] say, so declare it partial and leave out its body"),
        (StepProblems.NestedNotMolecule, "the type that [Nested] names has no [Molecule]"),
        (StepProblems.DuplicateName, "another step has the same name, so give one of them a name of its own"),
        (StepProblems.SubstituteResult, "whoever takes the result of the step that it stands in for cannot take this one, so return the same type"),
        (StepProblems.OutputNotNullable, "the result of the step that it undoes may never have arrived, so let that parameter be nullable"),
    ];

    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.StepNotUsable,
        "Step not usable",
        "'{0}' cannot be a step of '{1}': {2}");

    public override void Judge(MoleculeSite molecule)
    {
        for (int step = 0; step < molecule.Model.Steps.Count; step++)
        {
            StepModel model = molecule.Model.Steps[step];
            foreach ((StepProblems problem, string words) in Faults)
            {
                if (model.Problems.HasFlag(problem) && !molecule.IsBroken(step) && !IsForTheCompiler(molecule, step, problem))
                {
                    molecule.Report(Descriptor, molecule.LocationOfStep(step), model.Name, molecule.Model.Name, words);
                }
            }

            // Of a method with [Element] the rules of elements say this.
            if ((model.Handler.Problems & ~SaidElsewhere) != HandlerProblems.None && molecule.MethodOf(step).FindAttribute(WellKnownNames.Element) is null)
            {
                molecule.Report(
                    Descriptor,
                    molecule.LocationOfStep(step),
                    model.Name,
                    molecule.Model.Name,
                    "generated code must be able to call it, so let it be internal or public, not generic or abstract, with plain parameters, and return void, T, Task or ValueTask");
            }
        }
    }

    // typeof(Missing) is said already.
    private static bool IsForTheCompiler(MoleculeSite molecule, int step, StepProblems problem) => problem == StepProblems.NestedNotMolecule
        && molecule.MethodOf(step).FindAttribute(WellKnownNames.Nested)?.TypeAt(0) is null or IErrorTypeSymbol;
}
