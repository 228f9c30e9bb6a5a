using Microsoft.CodeAnalysis;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>From a method's parameters and return type to their model, the same for handlers and for the steps of molecules.</summary>
internal static class SignatureParser
{
    private const string Task = "System.Threading.Tasks.Task";
    private const string ValueTask = "System.Threading.Tasks.ValueTask";

    public static SignatureModel Parse(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        HandlerProblems problems = method.IsVararg ? HandlerProblems.ByReference : HandlerProblems.None;
        var parameters = new List<ParameterModel>(method.Parameters.Length);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            parameters.Add(ParseParameter(parameter, compilation, ref problems));
        }

        (ReturnShape shape, ITypeSymbol? result) = ShapeOf(method, compilation);
        PayloadRef? payload = result is null ? null : ParsePayload(result, compilation, HandlerProblems.UnsupportedReturn, ref problems);
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || (result is not null && IsTask(result, compilation)))
        {
            problems |= HandlerProblems.UnsupportedReturn;
        }

        if (method is { IsAsync: true, ReturnsVoid: true })
        {
            problems |= HandlerProblems.AsyncVoid;
        }

        return new SignatureModel(parameters.ToEquatableArray(), shape, payload, problems);
    }

    /// <summary>The types that the method's payloads and result have.</summary>
    public static IEnumerable<ITypeSymbol> PayloadTypes(IMethodSymbol method, Compilation compilation)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (KindOf(parameter.Type, compilation) == ParameterKind.Payload)
            {
                yield return parameter.Type;
            }
        }

        if (ShapeOf(method, compilation).Result is { } result)
        {
            yield return result;
        }
    }

    private static ParameterModel ParseParameter(IParameterSymbol parameter, Compilation compilation, ref HandlerProblems problems)
    {
        if (parameter.RefKind != RefKind.None)
        {
            problems |= HandlerProblems.ByReference;
        }

        ParameterKind kind = KindOf(parameter.Type, compilation);
        PayloadRef? payload = kind == ParameterKind.Payload
            ? ParsePayload(parameter.Type, compilation, HandlerProblems.ByReference, ref problems)
            : null;
        string? from = parameter.FindAttribute(WellKnownNames.From)?.TextAt(0);
        string? fallback = parameter.HasExplicitDefaultValue && payload is not null
            ? Literals.OfConstant(parameter.ExplicitDefaultValue, payload.TypeName)
            : null;
        return payload is { IsSupported: true } && MemberRules.Of(parameter, compilation) is { } rules
            ? new ParameterModel(parameter.Name, kind, payload, from, fallback, rules.Checks, rules.Ignored)
            : new ParameterModel(parameter.Name, kind, payload, from, fallback);
    }

    /// <summary>What fills a parameter of a type.</summary>
    public static ParameterKind KindOf(ITypeSymbol type, Compilation compilation) =>
        type.IsReferenced(WellKnownNames.AtomContext, compilation) ? ParameterKind.Context
        : type.IsReferenced(WellKnownNames.CancellationToken, compilation) ? ParameterKind.Cancellation
        : ParameterKind.Payload;

    private static PayloadRef? ParsePayload(
        ITypeSymbol type, Compilation compilation, HandlerProblems whenPointer, ref HandlerProblems problems)
    {
        if (HasError(type))
        {
            problems |= HandlerProblems.Malformed;
            return null;
        }

        // Neither can be an argument of Formatter<T>.
        if (type.IsRefLikeType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer || type.SpecialType == SpecialType.System_Void)
        {
            problems |= type.IsRefLikeType ? HandlerProblems.UnsupportedPayload : whenPointer;
            return null;
        }

        if (!compilation.CanName(type))
        {
            problems |= HandlerProblems.Inaccessible;
        }

        // A module's metadata has an interface over the payload's type, and C# implements no dynamic interface.
        if (HasDynamic(type))
        {
            problems |= HandlerProblems.UnsupportedPayload;
        }

        PayloadRef payload = PayloadParser.Reference(type, compilation);
        if (!payload.IsSupported)
        {
            problems |= HandlerProblems.UnsupportedPayload;
        }

        return payload;
    }

    /// <summary>The shape of what a method returns, and the type of its result without the task around it.</summary>
    public static (ReturnShape Shape, ITypeSymbol? Result) ShapeOf(IMethodSymbol method, Compilation compilation)
    {
        if (method.ReturnsVoid)
        {
            return (ReturnShape.Void, null);
        }

        if (method.ReturnType is not INamedTypeSymbol type)
        {
            return (ReturnShape.Value, method.ReturnType);
        }

        bool isTask = type.IsReferenced(Task, compilation), isValueTask = type.IsReferenced(ValueTask, compilation);
        return type.Arity switch
        {
            0 when isTask => (ReturnShape.Task, null),
            0 when isValueTask => (ReturnShape.ValueTask, null),
            1 when isTask => (ReturnShape.TaskOfValue, type.TypeArguments[0]),
            1 when isValueTask => (ReturnShape.ValueTaskOfValue, type.TypeArguments[0]),
            _ => (ReturnShape.Value, type),
        };
    }

    private static bool IsTask(ITypeSymbol type, Compilation compilation) =>
        type.IsReferenced(Task, compilation) || type.IsReferenced(ValueTask, compilation);

    /// <summary>Whether a type can stand where values are carried: it compiles, and may be an argument of a generic type.</summary>
    public static bool CanBeCarried(ITypeSymbol type) => !HasError(type)
        && type is { IsRefLikeType: false, SpecialType: not SpecialType.System_Void, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer) };

    // A name that does not bind is reported by the compiler; here it only must not reach generated code, wherever it hides.
    private static bool HasError(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => HasError(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasError) || (named.ContainingType is { } outer && HasError(outer)),
        _ => false,
    };

    private static bool HasDynamic(ITypeSymbol type) => type switch
    {
        IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => HasDynamic(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasDynamic),
        _ => false,
    };
}
