using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;

namespace PacketFlow.Molecules;

internal sealed class BondOutsideComposition : MoleculeRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.BondOutsideComposition,
        "Bond to something outside the composition",
        "'{0}' is no step of '{1}': {2}");

    public override void Judge(MoleculeSite molecule)
    {
        for (int bond = 0; bond < molecule.Model.Bonds.Count; bond++)
        {
            BondModel model = molecule.Model.Bonds[bond];
            JudgeEnd(molecule, bond, 0, model.FromStep);
            JudgeEnd(molecule, bond, 1, model.ToStep);
        }

        void JudgeEnd(MoleculeSite molecule, int bond, int end, int step)
        {
            // A name that does not bind is the compiler's to report.
            if (step < 0 && molecule.AttributeOf(bond).ConstructorArguments is { Length: 2 } ends && ends[end].Kind == TypedConstantKind.Primitive)
            {
                Report(molecule, ends[end].Value as string ?? "null", molecule.LocationOfEnd(bond, end));
            }
        }

        for (int step = 0; step < molecule.Model.Steps.Count; step++)
        {
            JudgeStep(molecule, step);
        }
    }

    // A compensation, a substitute or a [From] names a step just as a bond does.
    private void JudgeStep(MoleculeSite molecule, int step)
    {
        StepModel model = molecule.Model.Steps[step];
        if (model.Problems.HasFlag(StepProblems.UnknownTarget) && model.Target is { } target
            && (molecule.MethodOf(step).FindAttribute(WellKnownNames.Compensates) ?? molecule.MethodOf(step).FindAttribute(WellKnownNames.Substitutes)) is { } attribute)
        {
            Report(molecule, target, attribute.ArgumentLocation(0, "step", molecule.CancellationToken));
        }

        foreach (StepInput input in model.Inputs.Where(static input => input.Binding == InputBinding.FromUnknown))
        {
            if (molecule.MethodOf(step).Parameters[input.Parameter].FindAttribute(WellKnownNames.From) is { } from
                && from.TextAt(0) is { } name)
            {
                Report(molecule, name, from.ArgumentLocation(0, "step", molecule.CancellationToken));
            }
        }
    }

    private void Report(MoleculeSite molecule, string name, Location location)
    {
        (string wayOut, string? fix) = WayOut(molecule, name);
        molecule.Report(
            Descriptor,
            location,
            fix == BondFacts.AddElement ? [MethodOf(molecule, name)!.Locations[0]] : [],
            fix is null ? [] : [(BondFacts.Name, name), (BondFacts.Fix, fix)],
            name,
            molecule.Model.Name,
            wayOut);
    }

    private static (string Words, string? Fix) WayOut(MoleculeSite molecule, string name)
    {
        if (molecule.Model.Steps.FirstOrDefault(step => step.Name == name) is { } side)
        {
            return (side.Kind == StepKind.Compensation
                ? $"it undoes '{side.Target}', which is the step to name"
                : $"it stands in for '{side.Target}', which is the step to name", null);
        }

        if (MethodOf(molecule, name) is not null)
        {
            return ("give the method an [Element]", BondFacts.AddElement);
        }

        if (!molecule.Type.GetMembers(name).IsEmpty)
        {
            return ("only its methods with [Element] are steps", null);
        }

        if (DeclaringBase(molecule.Type, name) is { } declaring)
        {
            return ($"it is declared by '{declaring.Name}', and a molecule has the steps of its own class alone: declare it here", null);
        }

        string? nearest = EditDistance.Nearest(name, molecule.Graph.Bonds.Steps);
        string declare = $"declare a method '{name}' with [Element] in '{molecule.Type.Name}'";
        return (nearest is null ? declare : $"write '{nearest}', or {declare}", BondFacts.AddStep);
    }

    private static IMethodSymbol? MethodOf(MoleculeSite molecule, string name) =>
        molecule.Type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(static method => method.MethodKind == MethodKind.Ordinary);

    private static INamedTypeSymbol? DeclaringBase(INamedTypeSymbol type, string name)
    {
        INamedTypeSymbol? declaring = type.BaseType;
        while (declaring is not null && declaring.GetMembers(name).IsEmpty)
        {
            declaring = declaring.BaseType;
        }

        return declaring;
    }
}
