using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>What a step has registered with its token is its own code: it may throw or hold its thread, and no run suffers by that.</summary>
public sealed class TokenCallbackTests : IDisposable
{
    private const int RunWorkFailed = 1403;
    private const int StepFailed = 1412;
    private const int TokenCallbackFailed = 1418;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ToldLines _told = new();
    private readonly ManualTime _time = new();
    private readonly MemoryJournal _journal = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<byte[]> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _told.Dispose();

    [Fact]
    public async Task Run_ends_by_a_timeout_that_is_told_to_a_callback_that_throws()
    {
        await using EngineBench bench = await StartAsync(new TestMolecule("m").Step("Work", seconds: 5), Throw);

        _time.Advance(TimeSpan.FromSeconds(5));

        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("r").WaitAsync(Patience))).Code.ShouldBe(ErrorCodes.TimedOut);
        (await _told.FirstAsync(TokenCallbackFailed)).ShouldBe("What step Work of run r has registered with its CancellationToken threw when try 1 was told to stop");
        _told.Of(RunWorkFailed).ShouldBeEmpty();
        _end.SetResult([]);
    }

    [Fact]
    public async Task Run_goes_back_when_a_step_fails_beside_one_whose_callback_throws()
    {
        TestMolecule molecule = new TestMolecule("m")
            .Step("A").Step("Fails", ["A"]).Step("Work", ["A"]).Step("UndoA", kind: StepKind.Compensation, target: "A").Ionic("A", "Fails").Ionic("A", "Work");
        await using EngineBench bench = await StartAsync(molecule, Throw);

        await _told.FirstAsync(TokenCallbackFailed);
        _end.SetResult(EngineBench.Bytes("done"));

        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("r").WaitAsync(Patience))).Code.ShouldBe("SHOP1");
        bench.Ran.ShouldContain("UndoA");
    }

    // Three stops that count as crashes would make a poison of it.
    [Fact]
    public async Task What_a_stop_cut_off_is_written_though_a_callback_throws()
    {
        EngineBench bench = await StartAsync(new TestMolecule("m").Step("Work"), Throw);

        await bench.DisposeAsync();
        _end.SetResult([]);
        await QuietAsync(bench);

        (await _journal.ReadAsync("r")).SelectMany(static batch => RecordCodec.Read(batch)).Last().Kind.ShouldBe(RecordKind.TryInterrupted);
        _told.Of(TokenCallbackFailed).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Callback_that_holds_its_thread_holds_up_nobody_else(bool isStop)
    {
        using var held = new ManualResetEventSlim();
        bool isFreed = false;
        EngineBench bench = await StartAsync(new TestMolecule("m").Step("Work", seconds: 5), () => isFreed = held.Wait(Patience));
        await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("quick"), "quick", default);

        if (isStop)
        {
            await bench.Engine.StopAsync(default);
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("quick"))).Code.ShouldBe(ErrorCodes.TimedOut);
        }

        held.Set();
        _end.SetResult([]);
        await QuietAsync(bench);
        isFreed.ShouldBeTrue();
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Step_that_heeds_its_token_has_not_failed()
    {
        await using EngineBench bench = await StartAsync(new TestMolecule("m").Step("Work"), () => _end.SetCanceled());

        await bench.Engine.CancelAsync("r", default);

        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("r").WaitAsync(Patience))).Code.ShouldBe(ErrorCodes.Cancelled);
        _told.Of(StepFailed).ShouldBeEmpty();
        _told.Of(TokenCallbackFailed).ShouldBeEmpty();
    }

    private static void Throw() => throw new InvalidOperationException("It was over already.");

    // A run whose step waits for its end and listens to its token; a step that fails waits for that.
    private async Task<EngineBench> StartAsync(TestMolecule molecule, Action whenStopped)
    {
        EngineBench bench = await EngineBench.StartLoggingAsync(_journal, _time, _told, molecule);
        bench.On("Work", async (input, call) =>
        {
            if (input is { Kind: PacketKind.String } && input.AsString() == "quick")
            {
                await Task.Delay(Timeout.Infinite, call.Cancellation);
            }

            call.Cancellation.Register(whenStopped);
            _begun.SetResult();
            return await _end.Task;
        });
        bench.On("Fails", async (_, _) =>
        {
            await _begun.Task;
            throw new ElementException("SHOP1", ErrorCategory.Fatal, "No.");
        });
        await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), "r", default);
        await _begun.Task;
        return bench;
    }

    private static async Task QuietAsync(EngineBench bench)
    {
        while (bench.Engine.Followed > 0)
        {
            await Task.Yield();
        }
    }
}
