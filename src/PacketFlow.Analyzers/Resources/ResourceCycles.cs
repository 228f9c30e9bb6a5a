using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Molecules;

namespace PacketFlow.Resources;

/// <summary>
/// Reports each cycle of holds once. Two places that take the same two resources in opposite order, both by lock calls or lock steps of their own, are
/// PKF6002: to swap two lines helps. Every other cycle is PKF6001: longer ones, a place that waits for itself, and those that
/// close through the lock that a handler or a covalent bond runs under.
/// </summary>
internal static class ResourceCycles
{
    public static DiagnosticDescriptor Deadlock { get; } = Rule.Error(
        DiagnosticIds.Deadlock,
        "Possible deadlock on shared resources",
        "Possible deadlock {0}: {1}; release one before you await the next, or take them in one order everywhere",
        atEnd: true);

    public static DiagnosticDescriptor OrderDiffers { get; } = Rule.Warning(
        DiagnosticIds.LockOrderDiffers,
        "Lock order differs",
        "'{0}' takes '{1}' before '{2}', but '{3}' takes '{2}' before '{1}': take them in one order",
        atEnd: true);

    public static void Report(IEnumerable<Hold> found, Action<Diagnostic> report)
    {
        Hold[] holds = [.. found.InSourceOrder(static hold => hold.Where)];
        foreach (string[] cycle in new LockOrderGraph(holds.Select(static hold => (hold.Held, hold.Awaited))).Cycles())
        {
            Hold[] edges = [.. cycle.Select((held, i) => Between(held, cycle[(i + 1) % cycle.Length]))];

            // Reported where the last of them, which goes against the order of the names, closes the cycle.
            Hold last = edges[edges.Length - 1];
            Location[] others = [last.TakenAt, .. edges.Take(edges.Length - 1).Select(static edge => edge.Where)];
            ImmutableDictionary<string, string?> facts = last.IsExplicit
                ? ImmutableDictionary<string, string?>.Empty.Add(FactKeys.IsSwappable, null)
                : ImmutableDictionary<string, string?>.Empty;
            if (edges.Select(static edge => edge.Bond).FirstOrDefault(static bond => bond is not null) is { } bond)
            {
                others = [.. others, bond.Where];
                facts = facts.Add(BondFacts.From, bond.From).Add(BondFacts.To, bond.To);
            }

            report(edges is [{ IsExplicit: true } first, { IsExplicit: true }]
                ? Diagnostic.Create(OrderDiffers, last.Where, others, facts, last.Place, last.Held, last.Awaited, first.Place)
                : Diagnostic.Create(
                    Deadlock,
                    last.Where,
                    others,
                    facts,
                    string.Join(" → ", cycle.Append(cycle[0])),
                    string.Join(", ", edges.Select(static edge => $"'{edge.Place}' holds '{edge.Held}' while it awaits '{edge.Awaited}'"))));
        }

        // Of several places the one that says most: it takes both itself.
        Hold Between(string held, string awaited) => holds
            .Where(hold => hold.Held == held && hold.Awaited == awaited)
            .OrderBy(static hold => hold.IsExplicit ? 0 : 1)
            .First();
    }
}
