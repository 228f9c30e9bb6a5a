using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Molecules that come as documents.</summary>
public class DocumentTests
{
    private const string Branch = """
        { "id": "doc", "steps": [
            { "name": "check", "g": "df", "e": "validate", "d": { "strict": true } },
            { "name": "good", "g": "df", "e": "transform" },
            { "name": "bad", "g": "df", "e": "filter" } ],
          "bonds": [
            { "from": "check", "to": "good", "when": "valid" },
            { "from": "check", "to": "bad", "when": "!valid" } ] }
        """;

    private static FlowValue Document(string json) => PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson(json));

    private static async Task<(EngineBench Bench, string[] Sent)> RunAsync(string json, Func<StepRequest, string> remote)
    {
        EngineBench bench = await EngineBench.StartAsync(new MemoryJournal(), new ManualTime(), null);
        bench.Remote = request => ValueTask.FromResult<ReadOnlyMemory<byte>>(PacketCodec.FromJson(remote(request)));
        string run = await bench.Engine.StartDocumentAsync(Document(json), PacketCodec.Serialize("in"), null, default);
        await bench.ResultAsync(run);
        return (bench, [.. bench.Sent.Select(static request => $"{request.Step} {PacketCodec.ToJson(request.Payload.Span)}")]);
    }

    [Fact]
    public async Task Steps_are_given_their_constants_and_what_came_before()
    {
        (EngineBench bench, string[] sent) = await RunAsync(Branch, static _ => """{ "valid": true }""");
        await using (bench)
        {
            sent.ShouldBe(["""check {"strict":true,"input":"in"}""", """good {"input":{"valid":true}}"""]);
        }
    }

    [Fact]
    public async Task Condition_with_a_not_takes_the_other_side()
    {
        (EngineBench bench, string[] sent) = await RunAsync(Branch, static _ => """{ "valid": false }""");
        await using (bench)
        {
            sent[1].ShouldStartWith("bad");
        }
    }

    [Fact]
    public async Task Join_is_given_what_each_step_gave_under_its_name()
    {
        (EngineBench bench, string[] sent) = await RunAsync(
            """
            { "id": "join", "steps": [ { "name": "a", "g": "df", "e": "x" }, { "name": "b", "g": "df", "e": "y" }, { "name": "c", "g": "df", "e": "z", "d": { "k": 1 } } ],
              "bonds": [ { "from": "a", "to": "c" }, { "from": "b", "to": "c" } ] }
            """,
            static request => $"\"{request.Step}!\"");
        await using (bench)
        {
            sent[^1].ShouldBe("""c {"k":1,"a":"a!","b":"b!"}""");
        }
    }

    [Theory]
    [InlineData("""{ "id": "m", "steps": [] }""", "d.steps: 'm' has no step")]
    [InlineData("""{ "id": "m", "steps": [ { "name": "a", "g": "xx", "e": "x" } ] }""", "d.steps[0].g: there is no group 'xx': use cf, df, ed, co, mc or rm")]
    [InlineData("""{ "id": "m", "steps": [ { "name": "alpha", "g": "df", "e": "x" } ], "bonds": [ { "from": "alpha", "to": "alpho" } ] }""", "d.bonds[0].to: 'alpho' is no step of 'm': write 'alpha'")]
    [InlineData("""{ "id": "m", "steps": [ { "name": "a", "g": "df", "e": "x" } ], "bonds": [ { "from": "a", "to": "a" } ] }""", "d.bonds[0]: 'a' of 'm' is bonded to itself")]
    [InlineData("""{ "id": "m", "steps": [ { "name": "a", "g": "df", "e": "x" }, { "name": "b", "g": "df", "e": "x" } ], "bonds": [ { "from": "a", "to": "b" }, { "from": "b", "to": "a" } ] }""", "d.bonds: The ionic bonds of 'm' form a cycle, so that none of its steps can ever start: a -> b -> a")]
    [InlineData("""{ "id": "m", "steps": [ { "name": "a", "g": "df", "e": "x" }, { "name": "b", "g": "df", "e": "x" } ], "bonds": [ { "from": "a", "to": "b" }, { "from": "a", "to": "b", "kind": "metallic" } ] }""", "d.bonds[1]: The bonds between 'a' and 'b' contradict each other: the ionic one runs them one after the other, the metallic one side by side: keep one of the two")]
    [InlineData("""[]""", "expected a molecule document")]
    public void Document_that_cannot_run_is_refused_in_words(string json, string words) =>
        Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(Document(json), static (_, _) => null)).Message.ShouldContain(words);

    [Fact]
    public async Task Next_host_knows_the_document()
    {
        var journal = new MemoryJournal();
        var never = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        EngineBench first = await EngineBench.StartAsync(journal, new ManualTime(), bench => bench.Remote = _ => new(never.Task));
        string run = await first.Engine.StartDocumentAsync(Document(Branch), PacketCodec.Serialize("in"), null, default);
        await first.DisposeAsync();

        await using EngineBench second = await EngineBench.StartAsync(
            journal, new ManualTime(), static bench => bench.Remote = static _ => ValueTask.FromResult<ReadOnlyMemory<byte>>(PacketCodec.FromJson("""{ "valid": true }""")));

        (await second.Engine.ResultAsync(run, default)).Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Document_goes_with_its_last_run_and_comes_with_the_next(bool isPurged)
    {
        var journal = new MemoryJournal();
        var time = new ManualTime();
        await using EngineBench bench = await EngineBench.StartAsync(journal, time, static bench => bench.Remote = AnswerAsync);
        string fingerprint = await RunAsync();
        (await journal.FindDocumentAsync(fingerprint)).ShouldNotBeNull();

        if (isPurged)
        {
            time.Advance(TimeSpan.FromDays(8));
            await bench.Engine.PurgeAsync();
        }
        else
        {
            await bench.Engine.DeleteAsync("r", default);
        }

        (await journal.FindDocumentAsync(fingerprint)).ShouldBeNull();
        (await RunAsync()).ShouldBe(fingerprint);
        (await journal.FindDocumentAsync(fingerprint)).ShouldNotBeNull();

        async Task<string> RunAsync()
        {
            await bench.ResultAsync(await bench.Engine.StartDocumentAsync(Document(Branch), PacketCodec.Serialize("in"), "r", default));
            return (await journal.FindAsync("r"))!.Fingerprint;
        }

        static ValueTask<ReadOnlyMemory<byte>> AnswerAsync(StepRequest request) => ValueTask.FromResult<ReadOnlyMemory<byte>>(PacketCodec.FromJson("""{ "valid": true }"""));
    }
}
