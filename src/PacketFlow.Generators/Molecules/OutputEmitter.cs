using PacketFlow.Molecules;
using PacketFlow.Text;

namespace PacketFlow.Generators.Molecules;

/// <summary>Writes the record that several last steps give together.</summary>
internal static class OutputEmitter
{
    public static void Write(SourceWriter writer, MoleculeModel molecule)
    {
        writer.Line($"/// <summary>What the last steps of <c>{XmlText.Of(molecule.Name)}</c> give.</summary>").Line(GeneratedFile.Origin);
        writer.Open($"{molecule.Members.Access} sealed record {molecule.Members.Output}");
        for (int i = 0; i < molecule.Output.Properties.Count; i++)
        {
            OutputProperty property = molecule.Output.Properties[i];
            string missing = property.IsOptional ? "; null if the step was skipped or failed alone" : "";
            string step = XmlText.Of(molecule.Steps[property.Step].Name);
            if (i > 0)
            {
                writer.Line();
            }

            writer.Line($"/// <summary>What <c>{step}</c> gives{missing}.</summary>");
            writer.Line($"public {(property.IsOptional ? "" : "required ")}{property.Type.TypeName} {Identifiers.Escape(property.Name)} {{ get; init; }}");
        }

        writer.Close();
    }
}
