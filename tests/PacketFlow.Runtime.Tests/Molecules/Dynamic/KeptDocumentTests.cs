using PacketFlow.Molecules.Journals;
using PacketFlow.Sqlite;

namespace PacketFlow.Molecules;

/// <summary>Runs of documents in hosts that were never given these.</summary>
public sealed class KeptDocumentTests : IDisposable
{
    private const string Chain = """
        { "id": "doc", "steps": [ { "name": "a", "g": "df", "e": "x" }, { "name": "b", "g": "df", "e": "y" } ], "bonds": [ { "from": "a", "to": "b" } ] }
        """;

    private const string Other = """{ "id": "doc", "steps": [ { "name": "only", "g": "df", "e": "z" } ] }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-documents").FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failed_run_is_tried_again_after_a_restart(bool isOnDisk)
    {
        await using RunJournal kept = new MemoryJournal();
        await FailAsync(isOnDisk ? Disk() : kept);
        await using RunJournal journal = isOnDisk ? Disk() : kept;
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, null);

        (await StepsAsync(bench)).ShouldBe(["a", "b"]);
        await bench.Engine.ResumeAsync("r", default);

        (await bench.ResultAsync("r")).ShouldBe("remote y");
        bench.Sent.ShouldHaveSingleItem().Step.ShouldBe("b");
        (await bench.Engine.InfoAsync("r", default)).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Failed_run_whose_document_is_gone_is_refused_in_words()
    {
        await using var kept = new MemoryJournal();
        await FailAsync(kept);
        await using EngineBench bench = await EngineBench.StartAsync(new ForgetfulJournal(kept), _time, null);

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(async () => await bench.Engine.ResumeAsync("r", default));

        refusal.Message.ShouldBe("Run r cannot go on in this host: it does not know doc/1 as the run was started. Bring that molecule back, or delete the run.");
        (await StepsAsync(bench)).ShouldBeEmpty();
        await bench.Engine.DeleteAsync("r", default);
        (await kept.FindAsync("r")).ShouldBeNull();
    }

    [Fact]
    public async Task Failed_run_is_not_tried_again_where_a_class_has_its_name_now()
    {
        await using var journal = new MemoryJournal();
        await FailAsync(journal);
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, null, new TestMolecule("doc").Step("A"));

        (await Should.ThrowAsync<PacketFlowException>(async () => await bench.Engine.ResumeAsync("r", default))).Code.ShouldBe(ErrorCodes.Unavailable);
    }

    [Fact]
    public async Task Id_of_a_run_is_not_that_of_a_run_of_another_document()
    {
        await using var journal = new MemoryJournal();
        await FailAsync(journal);
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, null);

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(
            async () => await bench.Engine.StartDocumentAsync(Document(Other), PacketCodec.Serialize("in"), "r", default));

        (refusal.Code, refusal.Message).ShouldBe((ErrorCodes.Conflict, "Run r exists: doc/1 of another document with the same input. Choose another id."));
    }

    [Fact]
    public async Task Document_is_the_same_whatever_the_order_of_members_in_what_its_steps_are_given()
    {
        await using EngineBench bench = await EngineBench.StartAsync(new MemoryJournal(), _time, null);
        foreach (string data in (string[])["""{ "a": 1, "b": { "c": [2], "d": 3 } }""", """{ "b": { "d": 3, "c": [2] }, "a": 1 }"""])
        {
            FlowValue document = Document($$"""{ "id": "doc", "steps": [ { "name": "only", "g": "df", "e": "z", "d": {{data}} } ] }""");
            (await bench.Engine.StartDocumentAsync(document, PacketCodec.Serialize("in"), "r", default)).ShouldBe("r");
        }

        await Should.ThrowAsync<PacketFlowException>(async () => await bench.Engine.StartDocumentAsync(
            Document("""{ "id": "doc", "steps": [ { "name": "only", "g": "df", "e": "z", "d": { "a": 1, "b": { "c": [3], "d": 2 } } } ] }"""), PacketCodec.Serialize("in"), "s", default));
    }

    // Both are unfinished when the last host starts.
    [Fact]
    public async Task Failed_run_goes_on_beside_a_run_of_another_plan_that_has_its_name_now()
    {
        await using var journal = new MemoryJournal();
        await FailAsync(journal);
        await using (EngineBench bench = await EngineBench.StartAsync(journal, _time, Hang))
        {
            await bench.Engine.StartDocumentAsync(Document(Other), PacketCodec.Serialize("in"), "other", default);
            await bench.Engine.ResumeAsync("r", default);
        }

        await using EngineBench last = await EngineBench.StartAsync(journal, _time, null);

        (await last.ResultAsync("r")).ShouldBe("remote y");
        (await last.ResultAsync("other")).ShouldBe("remote z");
    }

    [Fact]
    public async Task Failed_run_is_tried_again_after_more_documents_than_a_host_remembers()
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, RefuseB);
        await bench.Engine.StartDocumentAsync(Document(Chain), PacketCodec.Serialize("in"), "r", default);
        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("r"))).Code.ShouldBe("SHOP8");
        for (int i = 0; i < DocumentShelf.Room; i++)
        {
            string id = $"other-{i}";
            await bench.Engine.StartDocumentAsync(Document(Other.Replace("doc", id, StringComparison.Ordinal)), PacketCodec.Serialize("in"), id, default);
            (await bench.ResultAsync(id)).ShouldBe("remote z");
        }

        bench.Engine.Registry.All.Count.ShouldBe(DocumentShelf.Room);
        bench.Engine.Registry.All.ShouldNotContain(static view => view.Plan.Name == "doc");
        bench.Remote = static request => new(PacketCodec.Serialize($"remote {request.Element}"));
        await bench.Engine.ResumeAsync("r", default);

        (await bench.ResultAsync("r")).ShouldBe("remote y");
    }

    private static FlowValue Document(string json) => PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson(json));

    private static void Hang(EngineBench bench) => bench.Remote = static _ => new(new TaskCompletionSource<ReadOnlyMemory<byte>>().Task);

    private static void RefuseB(EngineBench bench)
    {
        Func<StepRequest, ValueTask<ReadOnlyMemory<byte>>> remote = bench.Remote;
        bench.Remote = request => request.Step == "b" ? throw new ElementException("SHOP8", ErrorCategory.Fatal, "No.") : remote(request);
    }

    private static async Task<List<string>> StepsAsync(EngineBench bench)
    {
        var steps = new List<string>();
        await foreach (RunEvent one in bench.Engine.TraceAsync("r", default))
        {
            if (one is { Kind: RunEventKind.StepStarted, Step: { } step })
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    private SqliteJournal Disk() => new(Path.Combine(_folder, "runs.db"));

    // Run r fails in its second step, and its host ends.
    private async Task FailAsync(RunJournal journal)
    {
        EngineBench bench = await EngineBench.StartAsync(journal, _time, RefuseB);
        await bench.Engine.StartDocumentAsync(Document(Chain), PacketCodec.Serialize("in"), "r", default);
        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("r"))).Code.ShouldBe("SHOP8");
        await bench.DisposeAsync();
        if (journal is SqliteJournal)
        {
            await journal.DisposeAsync();
        }
    }

    /// <summary>A journal that lost its documents.</summary>
    private sealed class ForgetfulJournal(RunJournal inner) : OtherJournal(inner)
    {
        public override ValueTask<string?> FindPlanAsync(string fingerprint) => default;
    }
}
