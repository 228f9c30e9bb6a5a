using PacketFlow.Sqlite;

namespace PacketFlow.Molecules.Journals;

/// <summary>Who does the work that waits for a journal's writer: the writer, or whoever brings it while nothing else waits.</summary>
public sealed class WorkQueueTests
{
    private readonly WorkQueue _queue = new(largestGroup: 10);

    [Fact]
    public async Task Writers_part_is_lent_while_it_waits_to_one_at_a_time()
    {
        _queue.TryLend().ShouldBeFalse("Nobody waits for work.");
        Task<List<Work>?> writer = await WaitingAsync();

        _queue.TryLend().ShouldBeFalse("It is lent.");
        _queue.TryAdd(Work()).ShouldBeTrue();
        writer.IsCompleted.ShouldBeFalse();

        _queue.GiveBack();
        (await writer)!.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Part_is_not_lent_after_a_group_until_one_comes_alone()
    {
        Task<List<Work>?> writer = await WaitingAsync();
        _queue.TryAdd(Work());
        _queue.TryAdd(Work());
        _queue.GiveBack();
        (await writer)!.Count.ShouldBe(2);

        writer = Task.Run(_queue.Take);
        _queue.TryLend().ShouldBeFalse("Others would make a group again.");
        _queue.TryAdd(Work());
        (await writer)!.Count.ShouldBe(1);

        await WaitingAsync();
    }

    [Fact]
    public async Task Closed_queue_ends_when_its_part_is_given_back()
    {
        Task<List<Work>?> writer = await WaitingAsync();
        _queue.Close();
        writer.IsCompleted.ShouldBeFalse();
        _queue.TryAdd(Work()).ShouldBeFalse();

        _queue.GiveBack();

        (await writer).ShouldBeNull();
        _queue.TryLend().ShouldBeFalse();
    }

    private static Work Work() => Sqlite.Work.Of(static (_, _) => { });

    // A writer that has nothing to do, and whose part was lent.
    private async Task<Task<List<Work>?>> WaitingAsync()
    {
        Task<List<Work>?> writer = Task.Run(_queue.Take);
        while (!_queue.TryLend())
        {
            await Task.Yield();
        }

        return writer;
    }
}
