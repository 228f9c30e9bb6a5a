using System.Threading.Channels;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>A step that ends its process, among others that were only near.</summary>
public sealed class PoisonTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly MemoryJournal _journal = new();

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task Only_the_step_that_ends_its_process_is_blamed()
    {
        string[] runs = ["a", "b", "killer", "y", "z"];
        await Process(static _ => true).DieAfterAsync(runs.Length, runs);
        await Process(static _ => true).DieAfterAsync(runs.Length);

        Life third = await Process(static run => run == "killer").DieAfterAsync(1);
        await using EngineBench fourth = (await Process(static _ => false).DieAfterAsync(0)).Bench;

        foreach (string run in runs.Where(static run => run != "killer"))
        {
            (await fourth.ResultAsync(run)).ShouldBe($"did {run}");
        }

        (await Should.ThrowAsync<PacketFlowException>(() => fourth.ResultAsync("killer"))).Message.ShouldContain("poison after 3 tries");
        (third.Bench.Ran.Count + fourth.Ran.Count).ShouldBe(runs.Length, "nobody began beside the killer");
    }

    [Fact]
    public async Task Suspect_that_takes_long_does_not_keep_the_others_for_ever()
    {
        Life third = await ThirdOfTwoAsync();
        third.Bench.Ran.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(30));

        await third.Hung.Reader.ReadAsync();
    }

    [Fact]
    public async Task Cancel_of_a_suspect_waits_for_its_turn()
    {
        Life third = await ThirdOfTwoAsync();
        string other = third.First == "a" ? "b" : "a";

        Task cancel = third.Bench.Engine.CancelAsync(other, default).AsTask();
        cancel.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(30));

        await cancel;
    }

    [Fact]
    public async Task Run_that_goes_back_is_suspected_no_more_of_what_it_will_not_do_again()
    {
        // A step that is not poisonous itself begins a life later than the one that is.
        await Hanging("First", "Poison").DieAfterAsync(4, "r", "s");
        await Hanging("Poison", "Later").DieAfterAsync(4);
        Life third = await Hanging("Poison", "Later").DieAfterAsync(2);
        _time.Advance(TimeSpan.FromSeconds(30));
        await third.Hung.Reader.ReadAsync();
        await third.Hung.Reader.ReadAsync();
        await using EngineBench fourth = (await Hanging().DieAfterAsync(0)).Bench;

        foreach (string run in (string[])["r", "s"])
        {
            (await Should.ThrowAsync<PacketFlowException>(() => fourth.ResultAsync(run))).Message.ShouldContain("poison after 3 tries");
        }
    }

    private async Task<Life> ThirdOfTwoAsync()
    {
        await Process(static _ => true).DieAfterAsync(2, "a", "b");
        await Process(static _ => true).DieAfterAsync(2);
        return await Process(static _ => true).DieAfterAsync(1);
    }

    private Life Process(Func<string, bool> hangs) => new(_journal, _time, new TestMolecule("work").Step("A"), (_, run) => hangs(run));

    private Life Hanging(params string[] steps) => new(
        _journal,
        _time,
        new TestMolecule("work").Step("First").Step("Poison", seconds: 600).Step("Later", ["First"], seconds: 600).Ionic("First", "Later"),
        (step, _) => steps.Contains(step));

    /// <summary>A process: what hangs in it never comes back. It dies by being left alone.</summary>
    private sealed class Life(MemoryJournal journal, ManualTime time, TestMolecule molecule, Func<string, string, bool> hangs)
    {
        public Channel<string> Hung { get; } = Channel.CreateUnbounded<string>();

        public EngineBench Bench { get; private set; } = null!;

        public string First { get; private set; } = "";

        public async Task<Life> DieAfterAsync(int hung, params string[] begins)
        {
            Bench = await EngineBench.StartAsync(
                journal,
                time,
                bench => molecule.Plan.Steps.Select(static step => step.Name).ToList().ForEach(step => bench.On(step, (value, call) => RunAsync(step, value, call))),
                molecule);
            foreach (string run in begins)
            {
                await Bench.Engine.StartAsync("work", 1, PacketCodec.Serialize(run), run, default);
            }

            for (int i = 0; i < hung; i++)
            {
                string run = await Hung.Reader.ReadAsync();
                First = i == 0 ? run : First;
            }

            return this;
        }

        private async ValueTask<byte[]> RunAsync(string step, FlowValue value, AtomCall call)
        {
            string run = value.AsString();
            if (hangs(step, run))
            {
                Hung.Writer.TryWrite(run);
                await Task.Delay(Timeout.Infinite, call.Cancellation);
            }

            return PacketCodec.Serialize($"did {run}");
        }
    }
}
