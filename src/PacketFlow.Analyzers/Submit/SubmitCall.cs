using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Submit;

/// <summary>A call of the client that submits one atom.</summary>
/// <param name="Call">The call.</param>
/// <param name="Element">The typed reference, for calls that take one.</param>
/// <param name="Group">The group's code, for untyped calls.</param>
/// <param name="Name">The element's name, for untyped calls.</param>
/// <param name="Payload">What is submitted.</param>
internal sealed record SubmitCall(IInvocationOperation Call, IOperation? Element, IOperation? Group, IOperation? Name, IOperation Payload)
{
    /// <summary>The name that all such methods have in them: text without it has no such call.</summary>
    public const string MethodName = "SubmitAsync";

    /// <summary>The call as a submit, or null if it is anything else.</summary>
    public static SubmitCall? Of(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not (MethodName or "Try" + MethodName) || !IsClient(call.TargetMethod.ContainingType))
        {
            return null;
        }

        // Arguments stand in the order of the source; the parameters say which is which.
        IOperation?[] values = new IOperation?[call.TargetMethod.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter)
            {
                values[parameter.Ordinal] = Plain(argument.Value);
            }
        }

        return values switch
        {
            [{ } group, { } name, { } payload, ..] when IsText(call, 0) && IsText(call, 1) => new SubmitCall(call, null, group, name, payload),
            [{ } element, { } payload, ..] when IsReference(call.TargetMethod.Parameters[0].Type) => new SubmitCall(call, element, null, null, payload),
            _ => null,
        };
    }

    /// <summary>Where the atom goes, if the code says so with constants or with a typed reference.</summary>
    public ElementAddress? Target(Compilation compilation, CancellationToken cancellationToken) => this switch
    {
        { Element: { } element } => TypedReference.Read(element, compilation, cancellationToken),
        { Group.ConstantValue: { HasValue: true, Value: string group }, Name.ConstantValue: { HasValue: true, Value: string name } } =>
            new ElementAddress(group, name),
        _ => null,
    };

    /// <summary>The operation without the conversions that the compiler put around it.</summary>
    public static IOperation Plain(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static bool IsText(IInvocationOperation call, int parameter) =>
        call.TargetMethod.Parameters[parameter].Type.SpecialType == SpecialType.System_String;

    private static bool IsReference(ITypeSymbol type) => type is INamedTypeSymbol { Arity: 2 } && type.IsNamed("PacketFlow.Element");

    private static bool IsClient(INamedTypeSymbol type) =>
        type.IsNamed(WellKnownNames.PacketFlowClient) || type.AllInterfaces.Any(static one => one.IsNamed(WellKnownNames.PacketFlowClient));
}
