using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Submit;

namespace PacketFlow.Resources;

/// <summary>Reports each cycle of handlers that await one another's atoms once.</summary>
internal static class CallCycles
{
    public static DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.CallCycle,
        "Call cycle through submit",
        "'{0}' awaits an atom that comes back to it, {1}: the first waits for the last and the last for the first; call the method, or do not await",
        atEnd: true);

    public static void Report(WaitGraph graph, Action<Diagnostic> report)
    {
        ElementFacts[] handled = [.. graph.Elements.Handled.OrderBy(static element => element.Address)];
        ElementAddress[] addresses = [.. handled.Select(static element => element.Address).Distinct()];
        var calls = new Dictionary<(int From, int To), Location>();
        foreach (ElementFacts element in handled)
        {
            foreach ((int to, Location where) in Calls(element, graph, addresses))
            {
                (int, int) call = (Array.IndexOf(addresses, element.Address), to);
                if (!calls.ContainsKey(call))
                {
                    calls.Add(call, where);
                }
            }
        }

        string[] names = [.. addresses.Select(static address => address.ToString())];
        foreach (int[] cycle in Cycles.Of(new Digraph(names.Length, calls.Keys), names))
        {
            // Where one of them runs under a lock, PKF6001 says it already, as an error.
            ElementFacts[] members = [.. cycle.SelectMany(node => handled.Where(element => element.Address == addresses[node]))];
            if (members.All(static element => element.FixedLock is null))
            {
                Location[] places = [.. cycle.Select((node, i) => calls[(node, cycle[(i + 1) % cycle.Length])])];
                report(Diagnostic.Create(
                    Descriptor,
                    places[0],
                    places.Skip(1),
                    members[0].Handler!.Name,
                    string.Join(" → ", cycle.Append(cycle[0]).Select(node => names[node]))));
            }
        }
    }

    // The submits of the handler itself and of the methods it calls, not those of other handlers.
    private static IEnumerable<(int To, Location Where)> Calls(ElementFacts element, WaitGraph graph, ElementAddress[] addresses)
    {
        var methods = new List<IMethodSymbol> { element.Handler! };
        for (int i = 0; i < methods.Count; i++)
        {
            foreach (Wait wait in graph.Of(methods[i]))
            {
                if (wait.Helper is { } helper && !methods.Contains(helper, SymbolEqualityComparer.Default))
                {
                    methods.Add(helper);
                }
                else if (wait.Target is { } target)
                {
                    foreach (ElementFacts reached in graph.Elements.Find(target).Where(static one => one.Handler is not null))
                    {
                        yield return (Array.IndexOf(addresses, reached.Address), wait.Where.GetLocation());
                    }
                }
            }
        }
    }
}
