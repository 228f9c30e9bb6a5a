using System.Collections.Immutable;
using PacketFlow.Generators.Manifest;
using PacketFlow.Molecules;
using PacketFlow.Text;

namespace PacketFlow.Generators.Molecules;

/// <summary>What the molecules add to the assembly's module.</summary>
internal static class MoleculeManifest
{
    public static ManifestPart Of(ImmutableArray<MoleculeModel> molecules)
    {
        MoleculeModel[] sound =
        [
            .. molecules.Where(static molecule => molecule.IsSound)
                .OrderBy(static molecule => molecule.Container.UniqueName, StringComparer.Ordinal),
        ];
        return new ManifestPart(
            sound.SelectMany(static molecule => molecule.Steps
                .Where(static step => step.HasHandler)
                .Select(step => $"global::{GeneratedFile.Namespace}.{ClassName(molecule)}.{StepHandlerEmitter.ClassName(step)}")).ToEquatableArray(),
            sound.Select(static molecule => $"global::{WellKnownNames.ModuleMolecule}(typeof({molecule.Container.FullName}))").ToEquatableArray(),
            Molecules: sound.Select(static molecule => $"{molecule.Container.FullName}.{molecule.Members.Molecule}.Definition").ToEquatableArray());
    }

    /// <summary>Whether any step is called by generated code.</summary>
    public static bool HasHandlers(MoleculeModel molecule) => molecule.IsSound && molecule.Steps.Any(static step => step.HasHandler);

    /// <summary>The class around the handlers of a molecule's steps.</summary>
    public static string ClassName(MoleculeModel molecule) => molecule.Container.UniqueName + "_Steps";
}
