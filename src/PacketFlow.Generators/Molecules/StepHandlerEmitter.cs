using PacketFlow.Elements;
using PacketFlow.Generators.Elements;
using PacketFlow.Molecules;
using PacketFlow.Text;

namespace PacketFlow.Generators.Molecules;

/// <summary>Writes the handlers of a molecule's steps: as those of elements, but several parameters come as a map by their names.</summary>
internal static class StepHandlerEmitter
{
    public static string Emit(MoleculeModel molecule)
    {
        SourceWriter writer = GeneratedFile.Start();
        writer.Open($"namespace {GeneratedFile.Namespace}");
        writer.Line($"/// <summary>Runs the steps of {XmlText.Of(molecule.Container.FullName.Replace("global::", ""))}.</summary>");
        writer.Line(GeneratedFile.Embedded).Line(GeneratedFile.Origin);
        writer.Open($"internal static class {MoleculeManifest.ClassName(molecule)}");
        StepModel[] steps = [.. molecule.Steps.Where(static step => step.HasHandler)];
        for (int i = 0; i < steps.Length; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            WriteHandler(writer, molecule, steps[i]);
        }

        if (steps.Any(static step => !step.Handler.IsStatic))
        {
            writer.Line();
            ConstructionEmitter.Write(writer, molecule.Container);
        }

        return writer.CloseAll().ToString();
    }

    private static void WriteHandler(SourceWriter writer, MoleculeModel molecule, StepModel step)
    {
        ElementModel element = step.Handler;
        string name = Identifiers.Escape(step.Name);
        ElementOptions options = element.Options with
        {
            Name = PlanEmitter.Address(molecule, step),
            Aliases = default,

            // The address is none of the registry's names, so it takes no defaults from there.
            TimeoutSeconds = StepTime.Limit(step),
        };
        writer.Line($"/// <summary>{XmlText.Of($"{options.Group}:{options.Name}")}</summary>");
        writer.Open($"internal sealed class {name} : global::PacketFlow.CompilerServices.ElementHandler");
        writer.Line($"public {name}() : base({ElementExpression.New(options, "global::PacketFlow.Element")})").Line("{").Line("}");
        writer.Line();
        if (!element.IsStatic)
        {
            HandlerEmitter.WriteTarget(writer, element.Container);
        }

        writer.Open(HandlerEmitter.Invoke);
        bool isMap = step.Inputs.Count > 1;
        if (isMap)
        {
            WriteMap(writer, element);
        }

        HandlerEmitter.WriteBody(writer, element, parameter => isMap && parameter.Kind == ParameterKind.Payload
            ? Variable(element, parameter)
            : HandlerEmitter.Argument(parameter));
        writer.Close().Close();
    }

    private static void WriteMap(SourceWriter writer, ElementModel element)
    {
        ParameterModel[] payloads = [.. element.Parameters.Where(static parameter => parameter.Kind == ParameterKind.Payload)];
        writer.Line("int start = payload.Position;");
        foreach (ParameterModel parameter in payloads)
        {
            string variable = Variable(element, parameter);
            writer.Line($"{parameter.Payload!.TypeName} {variable} = {parameter.Default ?? "default!"};");
            if (IsRequired(parameter))
            {
                writer.Line($"bool has_{variable} = false;");
            }
        }

        writer.Open("for (int count = payload.EnterMap(); count > 0; count--)");
        writer.Line("global::System.ReadOnlySpan<byte> key = payload.ReadKey();");
        string word = "if";
        foreach (ParameterModel parameter in payloads)
        {
            string variable = Variable(element, parameter);
            writer.Open($"{word} (global::System.MemoryExtensions.SequenceEqual(key, {Key(parameter)}u8))");
            writer.Line($"{variable} = {parameter.Payload!.Formatter}.Read(ref payload);");
            if (IsRequired(parameter))
            {
                writer.Line($"has_{variable} = true;");
            }

            writer.Close();
            word = "else if";
        }

        writer.Open("else").Line("payload.Skip();").Close().Close();
        writer.Line("payload.Leave();");
        foreach (ParameterModel parameter in payloads.Where(IsRequired))
        {
            writer.Open($"if (!has_{Variable(element, parameter)})").Line($"payload.ThrowMissing({Key(parameter)}, start);").Close();
        }

        writer.Line();
    }

    private static bool IsRequired(ParameterModel parameter) =>
        parameter.Default is null && !parameter.Payload!.TypeName.EndsWith("?", StringComparison.Ordinal);

    private static string Key(ParameterModel parameter) => Literals.Of(Identifiers.SnakeCase(parameter.Name));

    // Numbered, so that no user's name meets one of ours.
    private static string Variable(ElementModel element, ParameterModel parameter) =>
        $"value{Literals.Of(Enumerable.Range(0, element.Parameters.Count).First(place => element.Parameters[place] == parameter))}";
}
