using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class MoleculeNotUsable : MoleculeRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.MoleculeNotUsable,
        "Molecule class not usable",
        "'{0}' cannot be a molecule: {1}");

    public override void Judge(MoleculeSite molecule)
    {
        MoleculeProblems problems = molecule.Model.Problems;
        if (problems.HasFlag(MoleculeProblems.NotPartial))
        {
            molecule.Report(
                Descriptor,
                molecule.Location,
                molecule.Type.Name,
                "its plan and its reference are generated into it, so declare it partial, and each type around it");
        }

        if (problems.HasFlag(MoleculeProblems.Malformed))
        {
            molecule.Report(
                Descriptor,
                molecule.Attribute.ArgumentLocation(0, "name", molecule.CancellationToken),
                molecule.Type.Name,
                "its name is null");
        }

        if (problems.HasFlag(MoleculeProblems.NameNotWireSafe))
        {
            molecule.Report(
                Descriptor,
                molecule.Attribute.ArgumentLocation(0, "name", molecule.CancellationToken),
                molecule.Type.Name,
                $"the name '{molecule.Model.Name}' is not safe on the wire, so write it in lower case, without white space, ':', '@' and '/'");
        }

        // Where a step has an [Element], the rules of elements say these of each.
        if (Enumerable.Range(0, molecule.Model.Steps.Count).Any(step => molecule.MethodOf(step).FindAttribute(WellKnownNames.Element) is not null))
        {
            return;
        }

        if (problems.HasFlag(MoleculeProblems.AbstractOrGeneric))
        {
            molecule.Report(
                Descriptor,
                molecule.Location,
                molecule.Type.Name,
                "nothing says which of many types to make, so let it be neither abstract nor generic, nor inside a generic type");
        }

        if (problems.HasFlag(MoleculeProblems.Inaccessible))
        {
            molecule.Report(
                Descriptor,
                molecule.Location,
                molecule.Type.Name,
                "generated code cannot use it, so let it, and each type around it, be internal or public, and not obsolete as an error");
        }

        if (problems.HasFlag(MoleculeProblems.NoConstructor))
        {
            molecule.Report(
                Descriptor,
                molecule.Location,
                molecule.Type.Name,
                "no constructor can be chosen, so let one be public, or mark one with [ActivatorUtilitiesConstructor]");
        }
    }
}
