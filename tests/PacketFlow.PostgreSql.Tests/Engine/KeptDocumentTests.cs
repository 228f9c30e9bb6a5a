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
        await first.Engine.StartDocumentAsync(PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson(Chain)), PacketCodec.Serialize("in"), "r", default);
        await Should.ThrowAsync<PacketFlowException>(() => first.ResultAsync("r"));

        await next.Engine.ResumeAsync("r", default);

        (await next.ResultAsync("r")).ShouldBe("remote y");
        (await next.Engine.InfoAsync("r", default)).Status.ShouldBe(RunStatus.Completed);
    }
}
