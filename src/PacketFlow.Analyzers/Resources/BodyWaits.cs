using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PacketFlow.Bodies;
using PacketFlow.Submit;

namespace PacketFlow.Resources;

/// <summary>Reads what a method waits for, and what it holds meanwhile.</summary>
internal static class BodyWaits
{
    public static ImmutableArray<Wait> Read(TypeBodies bodies, IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        var waits = new List<Wait>();
        var locks = new Dictionary<SyntaxNode, LockCall>();
        foreach (IInvocationOperation call in bodies.Operations(method).OfType<IInvocationOperation>())
        {
            if (SubmitCall.Of(call) is { } submit)
            {
                Read(submit);
            }
            else if (bodies.Called(call) is { } helper && Awaiting.IsAwaitedOrSynchronous(call))
            {
                waits.Add(new Wait(call.Syntax, [], null, null, helper));
            }
        }

        if (locks.Count == 0)
        {
            return [.. waits];
        }

        var held = bodies.Blocks(method).SelectMany(block => HeldLocks.In(block, locks)).ToLookup(static pair => pair.Key, static pair => pair.Value);
        return [.. waits.Select(wait => wait with { Held = held[wait.Where].FirstOrDefault() ?? [] })];

        void Read(SubmitCall submit)
        {
            if (submit.Target(compilation, cancellationToken) is not { } target)
            {
                return;
            }

            LockCall? taken = LockCall.KindOf(target) is null ? null : LockCall.Of(submit, target, ElementDirectory.Of(compilation, cancellationToken));
            bool isAwaited = Awaiting.IsAwaited(submit.Call);
            if (taken is not null && (isAwaited || taken.Kind == LockKind.Release))
            {
                locks[submit.Call.Syntax] = taken;
            }

            if (isAwaited)
            {
                waits.Add(new Wait(submit.Call.Syntax, [], target, taken, null));
            }
        }
    }
}
