using System.Text;
using PacketFlow.Molecules.Journals;
using PacketFlow.Sqlite;

namespace PacketFlow.Molecules;

/// <summary>Payloads that pass through a protector on their way into the journal and back.</summary>
public sealed class ProtectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-protection").FullName;
    private readonly ManualTime _time = new();

    // Its input, results and signal all say "secret"; where it fails, so does the error.
    private static readonly TestMolecule Secretive = new TestMolecule("secretive")
        .Step("A").Step("Paid", kind: StepKind.Signal, seconds: null).Step("B", ["A", "Paid"]).Ionic("A", "Paid").Ionic("A", "B").Ionic("Paid", "B");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Nothing_of_a_payload_or_an_errors_text_reaches_the_journal(string kind)
    {
        var memory = new MemoryJournal();
        RunJournal Journal() => kind == "memory" ? memory : new SqliteJournal(Path.Combine(_folder, "runs.db"));
        RunJournal journal = Journal();
        EngineBench bench = await StartAsync(journal, new ToyProtector(7), static bench => bench.On("B", static value => value["a"].AsString().Contains("fail")
            ? throw new ElementException("SHOP1", ErrorCategory.Fatal, "no secret stock") : "secret output"));
        foreach (string input in new[] { "secret input", "secret fail" })
        {
            string run = await bench.Engine.StartAsync("secretive", 1, PacketCodec.Serialize(input), input[7..], default);
            await bench.Engine.SignalAsync(run, "Paid", PacketCodec.Serialize("secret signal"), default);
        }

        (await bench.ResultAsync("input")).ShouldBe("secret output");
        await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("fail"));
        await bench.DisposeAsync();
        await journal.DisposeAsync();
        await using RunJournal reopened = Journal();
        await using EngineBench again = await StartAsync(reopened, new ToyProtector(7));

        foreach (string run in new[] { "input", "fail" })
        {
            (await reopened.ReadAsync(run)).ShouldAllBe(static batch => !Encoding.UTF8.GetString(batch).Contains("secret"));
        }

        (await again.ResultAsync("input")).ShouldBe("secret output");
        (await Should.ThrowAsync<PacketFlowException>(() => again.ResultAsync("fail"))).Message.ShouldContain("no secret stock");
        (await TraceAsync(again, "fail")).ShouldContain(static one => one.Code == "SHOP1" && one.Message == "no secret stock");
        await again.Engine.StartAsync("secretive", 1, PacketCodec.Serialize("secret input"), "input", default);
    }

    [Theory]
    [InlineData(8, "Run left cannot be read: ToyProtector threw InvalidOperationException. Give it the keys")]
    [InlineData(-1, "Run left was written through a payload protector, and this host has none. Register the IPayloadProtector")]
    public async Task Run_that_cannot_be_unprotected_is_parked_with_the_way_out_and_the_others_go_on(int key, string words)
    {
        var journal = new MemoryJournal();
        EngineBench before = await StartAsync(journal, new ToyProtector(7));
        await LeaveWaitingAsync(before, "left");
        await using EngineBench bench = await StartAsync(journal, key < 0 ? null : new ToyProtector((byte)key));

        var failure = await Should.ThrowAsync<PacketFlowException>(async () => await bench.Engine.SignalAsync("left", "Paid", PacketCodec.Serialize("x"), default));
        string other = await bench.Engine.StartAsync("secretive", 1, PacketCodec.Serialize("in"), null, default);
        await bench.Engine.SignalAsync(other, "Paid", PacketCodec.Serialize("x"), default);

        (await bench.ResultAsync(other)).ShouldStartWith("B(");
        failure.Code.ShouldBe("PF500");
        failure.AtomId.ShouldBe("left");
        failure.Message.ShouldStartWith(words);
        (await bench.Engine.InfoAsync("left", default)).Status.ShouldBe(RunStatus.Parked);
        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("left"))).Message.ShouldStartWith(words);
        await bench.Engine.DeleteAsync("left", default);
        (await journal.FindAsync("left")).ShouldBeNull();
    }

    [Fact]
    public async Task Run_goes_on_when_the_key_is_back()
    {
        var journal = new MemoryJournal();
        await LeaveWaitingAsync(await StartAsync(journal, new ToyProtector(7)), "left");
        await (await StartAsync(journal, new ToyProtector(8))).DisposeAsync();
        await using EngineBench bench = await StartAsync(journal, new ToyProtector(7));

        await bench.Engine.SignalAsync("left", "Paid", PacketCodec.Serialize("x"), default);

        (await bench.ResultAsync("left")).ShouldStartWith("B(");
    }

    [Fact]
    public async Task Run_from_before_there_was_a_protector_goes_on()
    {
        var journal = new MemoryJournal();
        await LeaveWaitingAsync(await StartAsync(journal, null), "left");
        await using EngineBench bench = await StartAsync(journal, new ToyProtector(7));

        await bench.Engine.SignalAsync("left", "Paid", PacketCodec.Serialize("secret"), default);

        (await bench.ResultAsync("left")).ShouldStartWith("B(");
        Encoding.UTF8.GetString([.. (await journal.ReadAsync("left")).SelectMany(static batch => batch)]).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Run_whose_payload_cannot_be_protected_does_not_start()
    {
        var journal = new MemoryJournal();
        await using EngineBench bench = await StartAsync(journal, new ToyProtector(7) { IsBroken = true });

        var failure = await Should.ThrowAsync<PacketFlowException>(async () => await bench.Engine.StartAsync("secretive", 1, PacketCodec.Serialize("in"), "r", default));

        (failure.Code, failure.Category).ShouldBe(("PF503", ErrorCategory.Retryable));
        failure.Message.ShouldStartWith("Payloads of run r cannot be written: ToyProtector threw ObjectDisposedException.");
        (await journal.FindAsync("r")).ShouldBeNull();
    }

    [Fact]
    public async Task Protector_that_breaks_in_the_middle_holds_the_run_up_until_it_is_well()
    {
        var protector = new ToyProtector(7);
        var retried = new TaskCompletionSource();
        _time.TimerSet = wait => (wait == TimeSpan.FromMilliseconds(100) ? retried : null)?.TrySetResult();
        await using EngineBench bench = await StartAsync(new MemoryJournal(), protector, bench => bench.On("A", _ =>
        {
            protector.IsBroken = true;
            return "a";
        }));
        string run = await bench.Engine.StartAsync("secretive", 1, PacketCodec.Serialize("in"), null, default);
        await retried.Task;

        protector.IsBroken = false;
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await bench.Engine.SignalAsync(run, "Paid", PacketCodec.Serialize("x"), default);

        (await bench.ResultAsync(run)).ShouldBe("B({a:a,paid:x})");
    }

    private Task<EngineBench> StartAsync(RunJournal journal, IPayloadProtector? protector, Action<EngineBench>? configure = null) =>
        EngineBench.StartAsync(journal, _time, protector, configure, Secretive);

    private static async Task LeaveWaitingAsync(EngineBench bench, string id)
    {
        await bench.Engine.StartAsync("secretive", 1, PacketCodec.Serialize("in"), id, default);
        await bench.UntilAsync(id, static info => info.Status == RunStatus.Waiting);
        await bench.DisposeAsync();
    }

    private static async Task<List<RunEvent>> TraceAsync(EngineBench bench, string run)
    {
        var events = new List<RunEvent>();
        await foreach (RunEvent one in bench.Engine.TraceAsync(run, default))
        {
            events.Add(one);
        }

        return events;
    }
}
