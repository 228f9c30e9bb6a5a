using PacketFlow.Molecules;

namespace PacketFlow.PostgreSql;

/// <summary>A document that another host on the journal was given.</summary>
public sealed class KeptDocumentTests(PostgresServer server) : SharedJournalTests(server)
{
    private const string Chain = """
        { "id": "doc", "steps": [ { "name": "a", "g": "df", "e": "x" }, { "name": "b", "g": "df", "e": "y" } ], "bonds": [ { "from": "a", "to": "b" } ] }
        """;

    [Fact]
    public async Task Failed_run_is_tried_again_in_a_host_that_never_saw_its_document()
    {
        EngineBench next = await HostAsync(null, new TestMolecule("mine").Step("A"));
        EngineBench first = await HostAsync(
            static bench => bench.Remote = static request => request.Step == "b"
                ? throw new ElementException("SHOP8", ErrorCategory.Fatal, "No.")
                : ValueTask.FromResult<ReadOnlyMemory<byte>>(PacketCodec.Serialize("a")),
            new TestMolecule("theirs").Step("A"));
        await StartAsync(first);
        await Should.ThrowAsync<PacketFlowException>(() => first.ResultAsync("r"));

        await next.Engine.ResumeAsync("r", default);

        (await next.ResultAsync("r")).ShouldBe("remote y");
        (await next.Engine.InfoAsync("r", default)).Status.ShouldBe(RunStatus.Completed);
    }

    // It was there before the document was, so that it did not read it when it started.
    [Fact]
    public async Task Run_of_a_host_that_is_gone_goes_on_in_one_that_never_saw_its_document()
    {
        EngineBench next = await HostAsync(null, new TestMolecule("mine").Step("A"));
        EngineBench gone = await HostAsync(static bench => bench.Remote = static _ => new(new TaskCompletionSource<ReadOnlyMemory<byte>>().Task), new TestMolecule("theirs").Step("A"));
        await StartAsync(gone);

        await gone.DisposeAsync();
        await Trials.UntilAsync(async () => (long)(await PostgresServer.DoAsync(Database, "SELECT count(*) FROM packetflow.runs WHERE status = 2"))! == 1);

        next.Sent.Select(static request => request.Step).ShouldBe(["a", "b"]);
        (await next.ResultAsync("r")).ShouldBe("remote y");
    }

    private static async Task StartAsync(EngineBench host) =>
        await host.Engine.StartDocumentAsync(PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson(Chain)), PacketCodec.Serialize("in"), "r", default);
}
