using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Steps that run molecules whose steps run molecules.</summary>
public class DeepRunTests
{
    private const int Deepest = 3000;

    // Where nothing waits each would begin on the stack of the one before, and end the process.
    [Fact]
    public async Task Runs_within_steps_go_deeper_than_a_stack()
    {
        int depth = 0;
        await using EngineBench bench = await EngineBench.StartAsync(new MemoryJournal(), new ManualTime(), null, new TestMolecule("m").Step("A"));
        bench.On("A", async (_, _) => ++depth == Deepest ? EngineBench.Bytes("bottom") : (await bench.Engine.RunAsync("m", 1, PacketCodec.Serialize("in"), default)).ToArray());

        (await bench.RunAsync("m")).ShouldBe("bottom");

        depth.ShouldBe(Deepest);
    }
}
