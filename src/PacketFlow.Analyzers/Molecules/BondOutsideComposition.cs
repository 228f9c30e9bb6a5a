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
            if (step < 0 && molecule.AttributeOf(bond).TextAt(end) is { } name)
            {
                Report(molecule, name, molecule.LocationOfEnd(bond, end));
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
                ? $"it undoes '{side.Target}', which is the step to bond"
                : $"it stands in for '{side.Target}', which is the step to bond", null);
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
