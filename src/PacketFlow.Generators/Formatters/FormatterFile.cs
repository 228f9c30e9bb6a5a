using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>What all files with a formatter have in common.</summary>
internal static class FormatterFile
{
    /// <summary>Opens the file and the formatter's class.</summary>
    public static SourceWriter Open(PayloadModel model, string declaration) => GeneratedFile.Start()
        .Line($"namespace {GeneratedFile.Namespace};")
        .Line()
        .Line($"/// <summary>Formats <c>{XmlText.Of(model.TypeName.Replace("global::", ""))}</c>.</summary>")
        .Line(GeneratedFile.Embedded)
        .Line(GeneratedFile.Origin)
        .Open(declaration)
        .Line("/// <summary>The one that generated code uses.</summary>");
}
