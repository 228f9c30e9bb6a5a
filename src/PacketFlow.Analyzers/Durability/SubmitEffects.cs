using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PacketFlow.Submit;

namespace PacketFlow.Durability;

/// <summary>
/// A submit as an effect: to an element that is known and not marked idempotent. Those of the group df are left out, since a df element
/// changes nothing but its output. A submit that carries a key, its own or that of the atom's client, may be repeated.
/// </summary>
internal static class SubmitEffects
{
    private const string Key = "IdempotencyKey";

    public static Effect? Of(IInvocationOperation call, Compilation compilation, CancellationToken cancellationToken)
    {
        if (SubmitCall.Of(call) is not { } submit
            || submit.Target(compilation, cancellationToken) is not { Group: not "df" } target
            || ElementDirectory.Of(compilation, cancellationToken).FindOnly(target) is not { Options.Idempotent: false })
        {
            return null;
        }

        return new Effect(call, target.ToString(), IsRepeatable: IsAtomsClient(call) || HasKey(call), IsSubmit: true);
    }

    private static bool IsAtomsClient(IInvocationOperation call) =>
        call.Instance is IPropertyReferenceOperation { Property: { Name: "Client", ContainingType: var type } } && type.IsNamed(WellKnownNames.AtomContext);

    // Options that are made elsewhere may have one.
    private static bool HasKey(IInvocationOperation call)
    {
        IOperation? options = call.Arguments.FirstOrDefault(static argument =>
            argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Name == "options")?.Value;
        return options is not null && SubmitCall.Plain(options) switch
        {
            IObjectCreationOperation { Initializer: var initializer } => initializer?.Initializers.Any(SetsKey) == true,
            { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation => false,
            _ => true,
        };
    }

    private static bool SetsKey(IOperation operation) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: Key } };
}
