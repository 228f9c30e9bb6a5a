using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>The assembly's only module initializer: it makes the generated formatters the defaults of their types.</summary>
internal static class FormatterListEmitter
{
    public const string HintName = "Formatters";

    public static string Emit(EquatableArray<FormatterEntry> entries)
    {
        SourceWriter writer = GeneratedFile.Start();
        foreach (FormatterEntry entry in entries.Where(static entry => entry.Role == FormatterRole.Listed))
        {
            writer.Line($"[assembly: global::PacketFlow.CompilerServices.PacketFlowFormatter(typeof({entry.ClrName}))]");
        }

        writer.Line().Line($"namespace {GeneratedFile.Namespace};").Line();
        writer.Line("/// <summary>Announces the formatters of this assembly.</summary>");
        writer.Line(GeneratedFile.Embedded).Line(GeneratedFile.Origin);
        writer.Open("internal static class Formatters");
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Open("internal static void Initialize()");
        foreach (FormatterEntry entry in entries)
        {
            writer.Line($"global::PacketFlow.Formatter<{entry.TypeName}>.Default = {FormatterNames.Instance(entry.FormatterName)};");
        }

        return writer.CloseAll().ToString();
    }
}
