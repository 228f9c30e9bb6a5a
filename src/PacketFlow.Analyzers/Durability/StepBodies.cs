using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PacketFlow.Bodies;
using PacketFlow.Submit;

namespace PacketFlow.Durability;

/// <summary>What the body of a step does, its own and that of the methods of its class that it calls.</summary>
internal static class StepBodies
{
    public static IEnumerable<Effect> Effects(this TypeBodies bodies, IMethodSymbol step, Compilation compilation, CancellationToken cancellationToken) =>
        bodies.Reach(step)
            .SelectMany(bodies.Operations)
            .OfType<IInvocationOperation>()
            .Select(call => KnownEffects.Of(call) ?? SubmitEffects.Of(call, compilation, cancellationToken))
            .OfType<Effect>();

    /// <summary>Whether it reads the key, or hands the context to code that may.</summary>
    public static bool UsesKey(this TypeBodies bodies, IMethodSymbol step) => bodies.Reach(step).SelectMany(bodies.Operations).Any(operation => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "IdempotencyKey", ContainingType: var type } } => type.IsNamed(WellKnownNames.AtomContext),
        IArgumentOperation { Value: var value, Parent: { } call } =>
            SubmitCall.Plain(value).Type?.IsNamed(WellKnownNames.AtomContext) == true && bodies.Called(call) is null,
        _ => false,
    });
}
