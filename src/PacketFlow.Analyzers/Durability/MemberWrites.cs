using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Durability;

/// <summary>
/// Finds what a body writes of the instance it runs on: fields, properties and events of <c>this</c>, and the parameters of a primary
/// constructor, which are fields in disguise. What a member points to may be changed freely.
/// </summary>
internal static class MemberWrites
{
    public static IEnumerable<(IOperation Target, ISymbol Member)> In(IEnumerable<IOperation> body, IMethodSymbol method)
    {
        foreach (IOperation target in body.SelectMany(Targets))
        {
            if (Member(target, method) is { } member)
            {
                yield return (target, member);
            }
        }
    }

    private static IEnumerable<IOperation> Targets(IOperation operation) => operation switch
    {
        IDeconstructionAssignmentOperation { Target: var target } => Items(target),
        IAssignmentOperation { Target: var target } => [target],
        IIncrementOrDecrementOperation { Target: var target } => [target],
        IEventAssignmentOperation { EventReference: var target } => [target],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var target } => [target],
        _ => [],
    };

    private static IEnumerable<IOperation> Items(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Items),
        IConversionOperation conversion => Items(conversion.Operand),
        _ => [target],
    };

    private static ISymbol? Member(IOperation target, IMethodSymbol method) => target switch
    {
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Member: var member } => member,

        // A part of a struct is a part of what holds the struct.
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } holder } => Member(holder, method),
        IPropertyReferenceOperation { Instance: IFieldReferenceOperation { Type.IsValueType: true } holder } => Member(holder, method),
        IParameterReferenceOperation { Parameter: var parameter } => IsCaptured(parameter, method) ? parameter : null,
        _ => null,
    };

    // A parameter of the method itself, or of a lambda in it, is a local like any other.
    private static bool IsCaptured(IParameterSymbol parameter, IMethodSymbol method) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && !SymbolEqualityComparer.Default.Equals(constructor, method);
}
