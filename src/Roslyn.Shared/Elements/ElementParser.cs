using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>From a method with [Element] to its model. It takes code in any state of being typed and never throws for it.</summary>
internal static class ElementParser
{
    /// <summary>What the attribute says.</summary>
    public static ElementOptions ParseOptions(AttributeData attribute) => new(
        attribute.TextAt(0) ?? "",
        attribute.TextAt(1) ?? "",
        attribute.Named<double>("TimeoutSeconds"),
        attribute.Named<double>("MaxTimeoutSeconds"),
        attribute.Named<bool>("Idempotent") ?? false,
        attribute.Named<int>("Priority"),
        attribute.NamedTexts("Aliases").ToEquatableArray(),
        attribute.Named<bool>("Custom") ?? false,
        attribute.NamedText("Resource"),
        attribute.Named<int>("Retries"),
        attribute.Named<bool>("AtMostOnce") ?? false);

    /// <summary>The handler, or the reference to an element elsewhere, that a method outside molecules is.</summary>
    public static ElementModel ParseMethod(
        IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        ElementOptions options = ParseOptions(attribute);
        SignatureModel signature = SignatureParser.Parse(method, compilation, cancellationToken);
        bool isBodyless = IsBodyless(method);
        ContainerModel container = ContainerParser.Parse(method.ContainingType, needsInstance: !method.IsStatic, compilation, out HandlerProblems problems);

        problems |= signature.Problems | CheckName(attribute, options) | CheckMethod(method, isBodyless, compilation);
        if (signature.Parameters.Count(static parameter => parameter.Kind == ParameterKind.Payload) > 1)
        {
            problems |= HandlerProblems.TooManyPayloads;
        }

        if (isBodyless && !container.IsPartial)
        {
            problems |= HandlerProblems.Malformed;
        }

        return new ElementModel(
            options,
            container,
            method.Name,
            method.IsStatic,
            isBodyless,
            isBodyless ? MethodDeclaration.Of(method, cancellationToken) : null,
            signature.Parameters,
            signature.Returns,
            signature.Result,
            problems);
    }

    /// <summary>Whether the method is declared as partial and the user wrote no body.</summary>
    public static bool IsBodyless(IMethodSymbol method) =>
        method.IsPartialDefinition && (method.PartialImplementationPart is not { } body || body.IsGenerated());

    /// <summary>Whether a name can stand in an address: <c>df:name</c>, <c>name@molecule/1/step</c>.</summary>
    public static bool IsWireSafe(string name) => ElementName.Check(name) == ElementNameFault.None;

    private static HandlerProblems CheckName(AttributeData attribute, ElementOptions options)
    {
        HandlerProblems problems = attribute.TextAt(0) is null || attribute.TextAt(1) is null ? HandlerProblems.Malformed : HandlerProblems.None;
        if (!PeriodicTable.TryParseGroup(options.Group, out _))
        {
            problems |= HandlerProblems.UnknownGroup;
        }

        if (!options.Aliases.Append(options.Name).All(IsWireSafe))
        {
            problems |= HandlerProblems.NameNotWireSafe;
        }

        return problems;
    }

    private static HandlerProblems CheckMethod(IMethodSymbol method, bool isBodyless, Compilation compilation)
    {
        HandlerProblems problems = HandlerProblems.None;
        if (method.MethodKind != MethodKind.Ordinary || (isBodyless && !method.IsStatic))
        {
            problems |= HandlerProblems.Malformed;
        }

        if (method.IsGenericMethod || method.IsAbstract || (method.IsStatic && method.IsVirtual))
        {
            problems |= HandlerProblems.AbstractOrGeneric;
        }

        // A bodyless method is implemented where it is declared, so it may be private.
        if (!isBodyless && (!compilation.IsSymbolAccessibleWithin(method, compilation.Assembly) || method.IsForbidden()))
        {
            problems |= HandlerProblems.Inaccessible;
        }

        return problems;
    }
}
