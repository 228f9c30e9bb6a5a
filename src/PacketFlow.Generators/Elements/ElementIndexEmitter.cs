using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>Writes the class <c>Elements</c> with a typed reference to every element in reach.</summary>
internal static class ElementIndexEmitter
{
    public static string Emit(ElementIndexModel model)
    {
        SourceWriter writer = GeneratedFile.Start();
        writer.Open("namespace PacketFlow");
        writer.Line("/// <summary>Typed references to the elements of this project and of what it references.</summary>");
        writer.Line(GeneratedFile.Embedded).Line(GeneratedFile.Origin);
        writer.Open("internal static class Elements");
        bool isFirst = true;
        foreach (IGrouping<string, ElementIndexEntry> group in model.Entries.GroupBy(static entry => entry.Group))
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            WriteGroup(writer, group.Key, [.. group]);
        }

        return writer.CloseAll().ToString();
    }

    private static void WriteGroup(SourceWriter writer, string code, List<ElementIndexEntry> entries)
    {
        string name = Identifiers.PascalCase(code);
        writer.Line($"/// <summary>Elements of the group {code}.</summary>");
        writer.Open($"internal static class {name}");
        var byName = entries.ToDictionary(static entry => entry.Name, StringComparer.Ordinal);
        foreach (ElementMember member in ElementNames.Assign(name, byName.Keys))
        {
            ElementIndexEntry entry = byName[member.Name];
            writer.Line($"/// <summary>{XmlText.Of($"{code}:{entry.Name}, {entry.Origin}.")}</summary>");
            writer.Line(entry.IsFixed
                ? $"internal static {entry.Type} {member.Member} => {entry.Value};"
                : $"internal static {entry.Type} {member.Member} {{ get; }} = {entry.Value};");
        }

        writer.Close();
    }
}
