using Microsoft.CodeAnalysis;
using PacketFlow.Submit;

namespace PacketFlow.Resources;

/// <summary>The holds in methods: a resource that the body took, or the lock that the handler runs under, while the body awaits another.</summary>
internal static class MethodHolds
{
    public static IEnumerable<Hold> Of(WaitGraph graph) =>
        from method in graph.Methods
        let own = OwnLock(method)
        from wait in graph.Of(method)
        where own is not null || !wait.Held.IsEmpty
        from awaited in graph.TakenDuring(wait)
        from hold in Holds(method, own, wait, awaited)
        select hold;

    private static string? OwnLock(IMethodSymbol method) =>
        method.ContainingType.FindAttribute(WellKnownNames.Molecule) is null ? SourceElements.Of(method)?.FixedLock : null;

    private static IEnumerable<Hold> Holds(IMethodSymbol method, string? own, Wait wait, string awaited)
    {
        string place = Places.Name(method);
        if (own is not null)
        {
            yield return new Hold(own, awaited, place, wait.Where.GetLocation(), method.Locations[0], IsExplicit: false);
        }

        foreach (HeldLock held in wait.Held)
        {
            // Taking the same again is a deadlock with oneself, but for one more of several, or for a loop that tries until it has it.
            if (held.Resource != awaited || (held.Kind == LockKind.Lock && held.TakenBy != wait.Where))
            {
                yield return new Hold(held.Resource, awaited, place, wait.Where.GetLocation(), held.TakenBy.GetLocation(), IsExplicit: wait.Lock is not null);
            }
        }
    }
}
