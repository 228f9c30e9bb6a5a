using PacketFlow.Elements;
using PacketFlow.Molecules;
using PacketFlow.Text;

namespace PacketFlow.Generators.Molecules;

/// <summary>
/// Writes the members that a molecule's class is given. Where the molecule cannot be made, the analyzers say why; its members exist all
/// the same, so that code that names them stays free of errors that would hide the cause.
/// </summary>
internal static class MoleculeEmitter
{
    private const string Nothing = "global::PacketFlow.Nothing";

    public static string Emit(MoleculeModel molecule)
    {
        SourceWriter writer = GeneratedFile.Start();
        if (molecule.Container.Namespace.Length > 0)
        {
            writer.Open($"namespace {molecule.Container.Namespace}");
        }

        foreach (string declaration in molecule.Container.Declarations)
        {
            writer.Open(declaration);
        }

        WriteMembers(writer, molecule);
        foreach (StepModel step in molecule.Steps.Where(CanHaveBody))
        {
            string message = $"{step.Name} is a step of the molecule {molecule.Name}: a step is run by its molecule.";
            writer.Line().Line($"{step.Handler.Declaration} =>");
            writer.Indent().Line($"throw new global::System.InvalidOperationException({Literals.Of(message)});").Outdent();
        }

        if (molecule.Output.Properties.Count > 0)
        {
            writer.Line();
            OutputEmitter.Write(writer, molecule);
        }

        if (molecule.IsSound)
        {
            writer.Line();
            DefinitionEmitter.Write(writer, molecule);
        }

        return writer.CloseAll().ToString();
    }

    /// <summary>The type of the typed reference.</summary>
    public static string ReferenceType(MoleculeModel molecule)
    {
        string output = molecule.Output switch
        {
            { Type: { } type } => type.TypeName,
            { Properties.Count: > 0 } => $"{molecule.Container.FullName}.{molecule.Members.Output}",
            _ => Nothing,
        };
        return $"global::PacketFlow.Molecule<{molecule.Input?.TypeName ?? Nothing}, {output}>";
    }

    private static void WriteMembers(SourceWriter writer, MoleculeModel molecule)
    {
        MoleculeMembers members = molecule.Members;
        string name = $"<c>{XmlText.Of(molecule.Name)}</c>";
        string unsound = $"throw new global::System.InvalidOperationException({Literals.Of($"The molecule {molecule.Name} has errors.")})";

        writer.Line($"/// <summary>The molecule {name} as clients run it.</summary>").Line(GeneratedFile.Origin);
        writer.Line($"{members.Access} static {ReferenceType(molecule)} {members.Molecule} =>");
        writer.Indent().Line(molecule.IsSound ? $"{DefinitionEmitter.ClassName}.Reference;" : $"{unsound};").Outdent();
        writer.Line();
        writer.Line($"/// <summary>The steps and bonds of {name}, and what follows from them.</summary>").Line(GeneratedFile.Origin);
        writer.Line($"public static global::PacketFlow.MoleculePlan {members.Plan} =>");
        writer.Indent().Line(molecule.IsSound ? $"{DefinitionEmitter.ClassName}.Reference.Plan;" : $"{unsound};").Outdent();
        writer.Line();
        writer.Line($"/// <summary>The diagram of {name}, as Mermaid text.</summary>").Line(GeneratedFile.Origin);
        writer.Line($"public const string {members.Mermaid} =");
        writer.Indent().Line(Literals.Raw(MermaidText.Of(molecule)) + ";").Outdent();
    }

    // The others do not compile whatever is written for them.
    private static bool CanHaveBody(StepModel step) =>
        step.Handler.Declaration is not null
        && (step.Handler.Problems & (HandlerProblems.AbstractOrGeneric | HandlerProblems.ByReference | HandlerProblems.Malformed)) == HandlerProblems.None;
}
