using PacketFlow.Manifest;
using PacketFlow.Text;

namespace PacketFlow.Generators.Manifest;

/// <summary>Writes the assembly's module, the attributes that lead to it, and AddElements.</summary>
internal static class ManifestEmitter
{
    public static string Emit(ManifestModel model)
    {
        string space = ModuleNames.Namespace(model.Assembly), module = $"global::{space}.Module";
        SourceWriter writer = GeneratedFile.Start();
        writer.Line($"[assembly: global::PacketFlow.CompilerServices.PacketFlowGenerated({Literals.Of(GeneratedFile.Version)})]");
        if (model.HasModule)
        {
            writer.Line($"[assembly: global::PacketFlow.PacketFlowModule(typeof({module}))]");
            writer.Line();
            WriteModule(writer, space, model);
        }

        writer.Line();
        WriteAddElements(writer, model.HasModule ? model.References.Append(module) : model.References);
        return writer.ToString();
    }

    private static void WriteModule(SourceWriter writer, string space, ManifestModel model)
    {
        writer.Open($"namespace {space}");
        writer.Line($"/// <summary>What {XmlText.Of(model.Assembly)} brings: its handlers and molecules.</summary>");
        foreach (string attribute in model.Parts.SelectMany(static part => part.Attributes))
        {
            writer.Line($"[{attribute}]");
        }

        writer.Line(GeneratedFile.Origin);
        writer.Open("public sealed class Module : global::PacketFlow.IPacketFlowModule");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public string Name => {Literals.Of(model.Assembly)};");
        writer.Line();
        WriteList(writer, "ElementHandler", "Handlers", model.Parts.SelectMany(static part => part.Handlers).Select(static handler => $"new {handler}()"));
        writer.Line();
        WriteList(writer, "MoleculeDefinition", "Molecules", model.Parts.SelectMany(static part => part.Molecules));
        foreach (ManifestElement element in model.Parts.SelectMany(static part => part.Elements))
        {
            writer.Line();
            writer.Line($"[{element.Attribute}]");
            writer.Line($"internal interface {element.Name} : {element.Types};");
        }

        writer.Close().Close();
    }

    private static void WriteList(SourceWriter writer, string type, string name, IEnumerable<string> items)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public global::System.Collections.Generic.IReadOnlyList<global::PacketFlow.CompilerServices.{type}> {name} {{ get; }} =");
        writer.Line("[").Indent();
        foreach (string item in items)
        {
            writer.Line($"{item},");
        }

        writer.Outdent().Line("];");
    }

    private static void WriteAddElements(SourceWriter writer, IEnumerable<string> modules)
    {
        writer.Open("namespace PacketFlow");
        writer.Line("/// <summary>Adds the modules of this project and of what it references.</summary>");
        writer.Line(GeneratedFile.Embedded).Line(GeneratedFile.Origin);
        writer.Open("internal static class PacketFlowElementsExtensions");
        writer.Line("/// <summary>Adds the elements and molecules of this project and of everything that it references.</summary>");
        writer.Line("/// <param name=\"builder\">Collects what the host runs.</param>");
        writer.Open("internal static global::PacketFlow.IPacketFlowBuilder AddElements(this global::PacketFlow.IPacketFlowBuilder builder)");
        foreach (string module in modules)
        {
            writer.Line($"builder.Add(new {module}());");
        }

        writer.Line("return builder;").CloseAll();
    }
}
