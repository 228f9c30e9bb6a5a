using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>Gives bodyless methods a body. They declare an element that lives elsewhere; a call of one is a mistake that says so.</summary>
internal static class ReferenceEmitter
{
    public static string Emit(HandlerTypeModel type)
    {
        SourceWriter writer = GeneratedFile.Start();
        if (type.Container.Namespace.Length > 0)
        {
            writer.Open($"namespace {type.Container.Namespace}");
        }

        foreach (string declaration in type.Container.Declarations)
        {
            writer.Open(declaration);
        }

        for (int i = 0; i < type.References.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            WriteBody(writer, type.References[i]);
        }

        return writer.CloseAll().ToString();
    }

    private static void WriteBody(SourceWriter writer, ElementModel element)
    {
        string message = $"{element.Method} stands for the element {element.Options.Group}:{element.Options.Name}, which lives elsewhere. "
            + "Submit it through the client.";
        writer.Line($"{element.Declaration} =>");
        writer.Indent().Line($"throw new global::System.InvalidOperationException({Literals.Of(message)});").Outdent();
    }
}
