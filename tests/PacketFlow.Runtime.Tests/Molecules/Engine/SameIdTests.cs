using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Two that begin a run under one id at the same moment: the one that comes second looks at the run of the first.</summary>
public class SameIdTests
{
    [Theory]
    [InlineData("in")]
    [InlineData("other")]
    public async Task Second_joins_the_run_that_came_while_it_looked_or_is_refused_for_its_input(string input)
    {
        var journal = new LookingJournal();
        await using EngineBench bench = await EngineBench.StartAsync(journal, new ManualTime(), null, new TestMolecule("one").Step("A"));
        bench.On("A", static (_, _) => new(new TaskCompletionSource<byte[]>().Task));
        Task second = StartAsync(input);

        // It has seen no run and not yet begun its own.
        await journal.IsAsked;
        await StartAsync("in");
        journal.Answer();

        if (input == "in")
        {
            await second;
        }
        else
        {
            (await Should.ThrowAsync<PacketFlowException>(() => second)).Code.ShouldBe(ErrorCodes.Conflict);
        }

        bench.Ran.ShouldBe(["A"]);

        async Task StartAsync(string with) => await bench.Engine.StartAsync("one", 1, PacketCodec.Serialize(with), "r", default);
    }

    /// <summary>Answers the second look of the first who looks for a run, who then begins one, when it is told to, with what it saw when it was asked.</summary>
    private sealed class LookingJournal() : OtherJournal(new MemoryJournal())
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private int _looks;

        public Task IsAsked => _asked.Task;

        public void Answer() => _answer.SetResult();

        public override async ValueTask<RunEntry?> FindAsync(string id)
        {
            RunEntry? seen = await base.FindAsync(id);
            if (++_looks == 2)
            {
                _asked.SetResult();
                await _answer.Task;
            }

            return seen;
        }
    }
}
