using PacketFlow.Elements;
using PacketFlow.Generators.Formatters;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>Writes the handlers of one type: from an atom's bytes to the user's methods.</summary>
internal static class HandlerEmitter
{
    // No parameter's own name: it may be one of ours.
    private const string Judged = "value";

    /// <summary>The header of the method that runs an atom.</summary>
    public const string Invoke = "public override global::System.Threading.Tasks.ValueTask InvokeAsync("
        + "ref global::PacketFlow.PacketReader payload, global::PacketFlow.CompilerServices.AtomCall call)";

    public static string Emit(HandlerTypeModel type)
    {
        SourceWriter writer = GeneratedFile.Start();
        writer.Open($"namespace {GeneratedFile.Namespace}");
        writer.Line($"/// <summary>Runs the elements of {XmlText.Of(type.Container.FullName.Replace("global::", ""))}.</summary>");
        writer.Line(GeneratedFile.Embedded).Line(GeneratedFile.Origin);
        writer.Open($"internal static class {type.Container.UniqueName}");
        for (int i = 0; i < type.Handlers.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            WriteHandler(writer, type.Handlers[i]);
        }

        if (type.Handlers.Any(static handler => !handler.Element.IsStatic))
        {
            writer.Line();
            ConstructionEmitter.Write(writer, type.Container);
        }

        return writer.CloseAll().ToString();
    }

    private static void WriteHandler(SourceWriter writer, HandlerModel handler)
    {
        ElementModel element = handler.Element;
        PayloadRef? input = element.Payload(), output = element.Result;
        writer.Line($"/// <summary>{XmlText.Of($"{element.Options.Group}:{element.Options.Name}")}</summary>");
        writer.Open($"internal sealed class {handler.ClassName} : global::PacketFlow.CompilerServices.ElementHandler");
        writer.Line($"internal static readonly {ElementExpression.Type(input, output)} Reference =");
        writer.Indent().Line($"{ElementExpression.New(element.Options, input, output)};").Outdent();
        writer.Line();
        writer.Open($"public {handler.ClassName}() : base(Reference)").Close();
        writer.Line();
        if (!element.IsStatic)
        {
            WriteTarget(writer, element.Container);
        }

        WriteInvoke(writer, element);
    }

    /// <summary>Writes the method that runs an atom with one payload or none, and closes the handler's class.</summary>
    public static void WriteInvoke(SourceWriter writer, ElementModel element)
    {
        ParameterModel? judged = element.Parameters.FirstOrDefault(static parameter => parameter.Checks.Count > 0);
        var checks = new CheckWriting(writer, "payload");
        if (judged is not null)
        {
            checks.EmitExpressions(Judged, judged.Checks);
        }

        writer.Open(Invoke);
        if (judged is not null)
        {
            writer.Line("int at = payload.Position;");
            writer.Line($"{judged.Payload!.TypeName} {Judged} = {Argument(judged)};");
            checks.Emit(Judged, judged.Checks, Judged);
        }

        WriteBody(writer, element, parameter => parameter == judged ? Judged : Argument(parameter));
        writer.Close().Close();
    }

    /// <summary>Writes what an instance is made by; the class around the handler has the method that does it.</summary>
    public static void WriteTarget(SourceWriter writer, ContainerModel container)
    {
        writer.Line($"public override global::System.Type? TargetType => typeof({container.FullName});");
        writer.Line();
        writer.Line("public override object CreateTarget(global::System.IServiceProvider services) => Create(services);");
        writer.Line();
    }

    /// <summary>Writes the call of the user's method, and what becomes of its result.</summary>
    public static void WriteBody(SourceWriter writer, ElementModel element, Func<ParameterModel, string> argument)
    {
        string call = Call(element, argument), formatter = element.Result is { } result ? $", {result.Formatter}" : "";
        switch (element.Returns)
        {
            case ReturnShape.Void:
                writer.Line($"{call};").Line("return call.Complete();");
                break;
            case ReturnShape.Value:
                writer.Line($"return call.Complete({call}{formatter});");
                break;
            default:
                writer.Line($"return call.CompleteAsync({call}{formatter});");
                break;
        }
    }

    private static string Call(ElementModel element, Func<ParameterModel, string> argument)
    {
        string target = element.IsStatic ? element.Container.FullName : $"(({element.Container.FullName})call.Target!)";
        return $"{target}.{Identifiers.Escape(element.Method)}({string.Join(", ", element.Parameters.Select(argument))})";
    }

    /// <summary>What a parameter is given, the payload being what the reader stands at.</summary>
    public static string Argument(ParameterModel parameter) => parameter switch
    {
        { Kind: ParameterKind.Context } => "call.Context",
        { Kind: ParameterKind.Cancellation } => "call.Cancellation",
        { Payload: { } payload, Default: { } fallback } => $"payload.TryReadNil() ? {fallback} : {payload.Formatter}.Read(ref payload)",
        { Payload: { } payload } => $"{payload.Formatter}.Read(ref payload)",
        _ => throw new InvalidOperationException($"The parameter {parameter.Name} has no type; its handler should have been left out."),
    };
}
