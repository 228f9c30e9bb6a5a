using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class LockOrderGraphTests
{
    [Fact]
    public void Resources_that_await_each_other_are_a_cycle() =>
        new LockOrderGraph([("orders", "accounts"), ("accounts", "stock"), ("stock", "orders"), ("stock", "log")])
            .Cycles().ShouldHaveSingleItem().ShouldBe(["accounts", "stock", "orders"]);

    [Fact]
    public void Awaiting_what_one_holds_is_a_cycle_of_one() =>
        new LockOrderGraph([("db", "db")]).Cycles().ShouldHaveSingleItem().ShouldBe(["db"]);

    [Fact]
    public void One_order_for_all_is_no_cycle()
    {
        var graph = new LockOrderGraph([("z", "m"), ("m", "a"), ("z", "a")]);

        graph.Cycles().ShouldBeEmpty();
        graph.GlobalOrder().ShouldBe(["z", "m", "a"]);
    }

    [Fact]
    public void Global_order_of_random_holds_keeps_to_all_that_lie_on_no_cycle()
    {
        foreach (var graph in RandomGraphs.Any(graphs: 200, maximumCount: 8))
        {
            var reaches = graph.Closure();
            var order = new LockOrderGraph(graph.Edges.Select(static edge => ($"r{edge.From}", $"r{edge.To}"))).GlobalOrder().ToList();

            graph.Edges.Where(edge => !reaches[edge.To, edge.From])
                .ShouldAllBe(edge => order.IndexOf($"r{edge.From}") < order.IndexOf($"r{edge.To}"));
        }
    }

    [Fact]
    public void Order_in_which_the_holds_were_found_changes_nothing()
    {
        (string, string)[] holds = [("a", "b"), ("c", "d"), ("b", "a"), ("d", "e"), ("e", "a")];
        var expected = new LockOrderGraph(holds).GlobalOrder();

        new LockOrderGraph(holds.Reverse()).GlobalOrder().ShouldBe(expected);
        expected.ShouldBe(["c", "d", "e", "a", "b"]);
    }
}
