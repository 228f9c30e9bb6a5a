using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Records as a trace tells them.</summary>
public class TraceReaderTests
{
    // A wait may be longer than the calendar is.
    [Fact]
    public async Task Moment_after_the_last_year_is_told_as_the_last_there_is()
    {
        TestMolecule molecule = new TestMolecule("m").Step("Late", kind: StepKind.Timer, seconds: 300_000_000_000);
        await using EngineBench bench = await EngineBench.StartAsync(new MemoryJournal(), new ManualTime(), null, molecule);
        string run = await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), null, default);

        await foreach (RunEvent one in bench.Engine.TraceAsync(run, default))
        {
            if (one.Kind == RunEventKind.Waiting)
            {
                one.Due!.Value.Year.ShouldBe(9999);
                return;
            }
        }

        Assert.Fail("It never waited.");
    }
}
