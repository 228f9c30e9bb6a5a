using PacketFlow.Elements;
using PacketFlow.Generators.Elements;
using PacketFlow.Generators.Formatters;
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
        string name = ClassName(step);
        ElementOptions options = element.Options with
        {
            Name = PlanEmitter.Address(molecule, step),
            Aliases = default,

            // The address is none of the registry's names, so it takes no defaults from there.
            TimeoutSeconds = StepTime.Limit(step),
        };
        writer.Line($"/// <summary>{XmlText.Of($"{options.Group}:{options.Name}")}</summary>");
        writer.Open($"internal sealed class {name} : global::PacketFlow.CompilerServices.ElementHandler");
        writer.Line($"public {name}() : base({ElementExpression.New(options)})").Line("{").Line("}");
        writer.Line();
        if (!element.IsStatic)
        {
            HandlerEmitter.WriteTarget(writer, element.Container);
        }

        bool isMap = step.Inputs.Count > 1;
        if (!isMap)
        {
            HandlerEmitter.WriteInvoke(writer, element);
            return;
        }

        var checks = new CheckWriting(writer, "payload");
        foreach (StepInput input in step.Inputs)
        {
            checks.EmitExpressions(Variable(input), element.Parameters[input.Parameter].Checks);
        }

        writer.Open(HandlerEmitter.Invoke);
        WriteMap(writer, step, checks);
        HandlerEmitter.WriteBody(writer, element, parameter => parameter.Kind == ParameterKind.Payload
            ? Variable(step.Inputs.First(input => input.Name == parameter.Name))
            : HandlerEmitter.Argument(parameter));
        writer.Close().Close();
    }

    /// <summary>The class of a step's handler. The ending keeps it apart from the members of handlers.</summary>
    public static string ClassName(StepModel step) => step.Name + "Step";

    private static void WriteMap(SourceWriter writer, StepModel step, CheckWriting checks)
    {
        writer.Line("int start = payload.Position;");
        foreach (StepInput input in step.Inputs)
        {
            ParameterModel parameter = step.Handler.Parameters[input.Parameter];
            writer.Line($"{parameter.Payload!.TypeName} {Variable(input)} = {parameter.Default ?? "default!"};");
            if (input.IsRequired)
            {
                writer.Line($"bool has_{Variable(input)} = false;");
            }
        }

        writer.Open("for (int count = payload.EnterMap(); count > 0; count--)");
        writer.Line("global::System.ReadOnlySpan<byte> key = payload.ReadKey();");
        string word = "if";
        foreach (StepInput input in step.Inputs)
        {
            ParameterModel parameter = step.Handler.Parameters[input.Parameter];
            writer.Open($"{word} (global::System.MemoryExtensions.SequenceEqual(key, {Key(input)}u8))");
            if (parameter.Checks.Count > 0)
            {
                writer.Line("int at = payload.Position;");
            }

            writer.Line($"{Variable(input)} = {parameter.Payload!.Formatter}.Read(ref payload);");
            checks.Emit(Variable(input), parameter.Checks, Variable(input));
            if (input.IsRequired)
            {
                writer.Line($"has_{Variable(input)} = true;");
            }

            writer.Close();
            word = "else if";
        }

        writer.Open("else").Line("payload.Skip();").Close().Close();
        writer.Line("payload.Leave();");
        foreach (StepInput input in step.Inputs.Where(static input => input.IsRequired))
        {
            writer.Open($"if (!has_{Variable(input)})").Line($"payload.ThrowMissing({Key(input)}, start);").Close();
        }

        writer.Line();
    }

    private static string Key(StepInput input) => Literals.Of(Identifiers.SnakeCase(input.Name));

    // Numbered, so that no user's name meets one of ours.
    private static string Variable(StepInput input) => $"value{Literals.Of(input.Parameter)}";
}
