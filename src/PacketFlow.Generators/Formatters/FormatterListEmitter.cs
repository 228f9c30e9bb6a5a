using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>The assembly's only module initializer: it makes the generated formatters the defaults of their types.</summary>
internal static class FormatterListEmitter
{
    public const string HintName = "Formatters.g.cs";

    public static string Emit(EquatableArray<FormatterEntry> entries)
    {
        string listed = string.Join("\n", entries.Where(static entry => entry.Role == FormatterRole.Listed)
            .Select(static entry => $"[assembly: global::PacketFlow.CompilerServices.PacketFlowFormatter(typeof({entry.ClrName}))]"));
        SourceWriter writer = FormatterFile.Begin(listed);
        writer.Line("/// <summary>Announces the formatters of this assembly.</summary>");
        writer.Line("[global::Microsoft.CodeAnalysis.Embedded]");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode({Literals.Of(FormatterFile.Tool)}, {Literals.Of(FormatterFile.Version)})]");
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
