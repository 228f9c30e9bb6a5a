using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Payloads;

/// <summary>A place in source that makes a type a payload.</summary>
/// <param name="Type">The type.</param>
/// <param name="By">The element's method, or the type that is marked itself.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="Syntax">As it is written, where it is.</param>
internal sealed record PayloadUse(ITypeSymbol Type, ISymbol By, Location Location, SyntaxNode? Syntax)
{
    /// <summary>The payload and the result of an element or step. Pointers and what does not bind are judged elsewhere.</summary>
    public static IEnumerable<PayloadUse> Of(ElementSite element)
    {
        IMethodSymbol method = element.Method;
        IEnumerable<PayloadUse> parameters = method.Parameters
            .Where((_, index) => element.Model.Parameters[index].Kind == ParameterKind.Payload)
            .Select(parameter => new PayloadUse(parameter.Type, method, element.TypeLocation(parameter), TypeSyntaxes.Of(parameter)));
        ITypeSymbol? result = element.Model.Returns switch
        {
            ReturnShape.Value => method.ReturnType,
            ReturnShape.TaskOfValue or ReturnShape.ValueTaskOfValue => ((INamedTypeSymbol)method.ReturnType).TypeArguments[0],
            _ => null,
        };
        IEnumerable<PayloadUse> results = result is null || element.Has(HandlerProblems.UnsupportedReturn)
            ? []
            : [new PayloadUse(result, method, element.ReturnLocation, element.Declaration?.ReturnType)];
        return parameters.Concat(results).Where(static use => use.Type.TypeKind is not (TypeKind.Pointer or TypeKind.FunctionPointer));
    }

    /// <summary>A type with [PacketContract].</summary>
    public static PayloadUse Of(INamedTypeSymbol contract) =>
        new(Nullability.NotNull(contract), contract, contract.Locations[0], Syntax: null);
}
