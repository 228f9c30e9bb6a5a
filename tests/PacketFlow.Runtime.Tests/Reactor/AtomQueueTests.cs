using PacketFlow.Protocol;
using PacketFlow.Transport;

namespace PacketFlow.Reactor;

/// <summary>Who is next: urgency, and waiting that makes up for it.</summary>
public class AtomQueueTests
{
    private const long Level = 100;

    [Fact]
    public void Dequeue_of_an_empty_queue_is_nothing() => new AtomQueue(Level).Dequeue().ShouldBeNull();

    [Fact]
    public void Dequeue_gives_the_most_urgent_first() =>
        Order((1, 0), (5, 0), (10, 0), (7, 0)).ShouldBe([(10, 0), (7, 0), (5, 0), (1, 0)]);

    [Fact]
    public void Dequeue_of_one_priority_is_first_come_first_served() =>
        Order((5, 0), (5, 1), (5, 2), (5, 3)).ShouldBe([(5, 0), (5, 1), (5, 2), (5, 3)]);

    [Fact]
    public void Dequeue_passes_the_less_urgent_over_only_within_its_levels() =>
        Order((1, 0), (10, 899), (10, 901)).ShouldBe([(10, 899), (1, 0), (10, 901)]);

    [Fact]
    public void Dequeue_at_a_tie_prefers_the_more_urgent() =>
        Order((4, 0), (5, 100)).ShouldBe([(5, 100), (4, 0)]);

    [Fact]
    public void Count_follows_what_waits()
    {
        var queue = new AtomQueue(Level);
        queue.Enqueue(Atom(3, 0));
        queue.Enqueue(Atom(9, 0));
        queue.Count.ShouldBe(2);

        queue.Dequeue();
        queue.Dequeue();
        queue.Enqueue(Atom(3, 5));

        queue.Count.ShouldBe(1);
        queue.Dequeue()!.Arrived.ShouldBe(5);
    }

    private static List<(int Priority, long Arrived)> Order(params (int Priority, long Arrived)[] atoms)
    {
        var queue = new AtomQueue(Level);
        foreach ((int priority, long arrived) in atoms)
        {
            queue.Enqueue(Atom(priority, arrived));
        }

        List<(int, long)> order = [];
        while (queue.Dequeue() is { } next)
        {
            order.Add((next.Priority, next.Arrived));
        }

        return order;
    }

    private static Reaction Atom(int priority, long arrived)
    {
        var reaction = new Reaction(null!, null!);
        reaction.Take([], 0, new AtomFields { Priority = priority }, 0, 0);
        reaction.Assign(new ElementSite(NumberHandler.Echo, null!, null!, [], TimeProvider.System, TimeSpan.Zero), arrived);
        return reaction;
    }
}
