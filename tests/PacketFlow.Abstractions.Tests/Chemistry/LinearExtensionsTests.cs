using System.Numerics;
using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class LinearExtensionsTests
{
    [Fact]
    public void Number_of_orders_of_random_graphs_is_that_of_the_permutations_that_keep_them()
    {
        foreach (var graph in RandomGraphs.Acyclic(graphs: 150, maximumCount: 7))
        {
            var waves = Waves.Of(graph)!;
            var expected = Permutations([.. Enumerable.Range(0, graph.Count)], 0)
                .Count(order => graph.Edges.All(edge => Array.IndexOf(order, edge.From) < Array.IndexOf(order, edge.To)));

            LinearExtensions.Count(graph, waves).ShouldBe(expected);
            LinearExtensions.LogOfLowerBound(waves).ShouldBeLessThanOrEqualTo(Math.Log(expected) + 1e-9);
        }
    }

    [Fact]
    public void Sixteen_independent_steps_are_just_counted()
    {
        // 2^16 down-sets are the limit.
        var graph = new Digraph(16, []);

        LinearExtensions.Count(graph, Waves.Of(graph)!).ShouldBe(new BigInteger(20_922_789_888_000));
    }

    [Fact]
    public void Seventeen_independent_steps_are_bounded()
    {
        var orders = new BondGraph(Enumerable.Range(0, 17).Select(static step => $"s{step}"), []).ValidOrders();

        orders.IsExact.ShouldBeFalse();
        orders.Resonance.ShouldBe(Math.Log(355_687_428_096_000), 1e-9);
    }

    [Fact]
    public void Narrow_but_long_molecule_with_too_many_down_sets_is_bounded()
    {
        // Two chains of 300: 301 x 301 down-sets at a width of two.
        var graph = new Digraph(600, RandomGraphs.Chain(600).Edges.Where(static edge => edge.From != 299));

        LinearExtensions.Count(graph, Waves.Of(graph)!).ShouldBeNull();
    }

    [Fact]
    public void Two_chains_of_a_hundred_interleave_in_all_their_ways()
    {
        var graph = new Digraph(200, RandomGraphs.Chain(200).Edges.Where(static edge => edge.From != 99));
        var expected = Factorial(200) / (Factorial(100) * Factorial(100));

        LinearExtensions.Count(graph, Waves.Of(graph)!).ShouldBe(expected);
    }

    [Fact]
    public void Chain_has_one_order_and_no_resonance()
    {
        var orders = new BondGraph(["a", "b"], [new(BondKind.Ionic, 0, 1)]).ValidOrders();

        orders.Count.ShouldBe(BigInteger.One);
        orders.Resonance.ShouldBe(0);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_is_bounded_at_once()
    {
        var graph = RandomGraphs.Chain(100_000);

        LinearExtensions.Count(graph, Waves.Of(graph)!).ShouldBeNull();
    }

    private static BigInteger Factorial(int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, static (product, factor) => product * factor);

    private static IEnumerable<int[]> Permutations(int[] items, int from)
    {
        if (from >= items.Length - 1)
        {
            yield return items;
        }

        for (var i = from; i < items.Length - 1 || (i < items.Length && from < items.Length - 1); i++)
        {
            int[] swapped = [.. items];
            (swapped[from], swapped[i]) = (swapped[i], swapped[from]);
            foreach (var permutation in Permutations(swapped, from + 1))
            {
                yield return permutation;
            }
        }
    }
}
