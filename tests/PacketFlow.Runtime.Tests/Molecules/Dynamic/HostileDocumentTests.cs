using System.Globalization;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Documents that nobody writes who means well: each is refused with the place and the way out, and costs little.</summary>
public class HostileDocumentTests
{
    private const string Name = "a name has at most 128 characters, none of them / or a control character";

    [Theory]
    [InlineData("version", "\"2\"", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("version", "0", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("version", "4294967297", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("version", "18446744073709551615", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("id", "\"a/b\"", "d.id: " + Name)]
    [InlineData("id", "\"a\\u0000\"", "d.id: " + Name)]
    [InlineData("id", "7", "d.id: expected text of 1 to 1024 characters")]
    [InlineData("steps", "7", "d.steps: expected array, got Integer")]
    [InlineData("steps", "[7]", "d.steps[0].name: expected text of 1 to 1024 characters")]
    public void Document_is_refused_in_words(string member, string value, string words) =>
        Refusal(WithMember($$"""{ "id": "m", "steps": [ { "name": "a", "g": "df", "e": "x" } ] }""", member, value)).ShouldStartWith(words);

    // A name with a slash would give two steps one key.
    [Theory]
    [InlineData("name", "\"b/1\"", "d.steps[1].name: " + Name)]
    [InlineData("name", "\"b\\n\"", "d.steps[1].name: " + Name)]
    [InlineData("d", "\"text\"", "d.steps[1].d: expected a map whose keys are text")]
    [InlineData("d", "[1]", "d.steps[1].d: expected a map whose keys are text")]
    public void Step_is_refused_in_words(string member, string value, string words) => Refusal(
        $$"""{ "id": "m", "steps": [ { "name": "a", "g": "df", "e": "x" }, {{WithMember("""{ "name": "b", "g": "df", "e": "x" }""", member, value)}} ] }""").ShouldStartWith(words);

    [Theory]
    [InlineData("7", "d.bonds[0].from: expected text")]
    [InlineData("""{ "from": "a", "to": "b", "kind": 7 }""", "d.bonds[0].kind: expected text")]
    [InlineData("""{ "from": "a", "to": "b", "when": {} }""", "d.bonds[0].when: expected text")]
    [InlineData("""{ "from": "a", "to": "b", "when": "" }""", "d.bonds[0].when: expected text")]
    [InlineData("""{ "from": "a", "to": "b", "for_each": "yes" }""", "d.bonds[0].for_each: expected true or false")]
    [InlineData("""{ "from": "a", "to": "b", "kind": "metallic", "for_each": true }""", "d.bonds[0]: when and for_each are for ionic bonds, this one is metallic")]
    [InlineData("""{ "from": "a", "to": "b", "kind": "covalent", "when": "x" }""", "d.bonds[0]: when and for_each are for ionic bonds, this one is covalent")]
    [InlineData("""{ "from": "a", "to": "b", "resource": "stock" }""", "d.bonds[0].resource: a resource is for covalent bonds, this one is ionic")]
    [InlineData("""{ "from": "a", "to": "b" }, { "from": "a", "to": "b", "when": "x" }""", "There are several ionic bonds from 'a' to 'b' of 'm': keep one")]
    [InlineData("""{ "from": "a", "to": "c", "for_each": true }, { "from": "b", "to": "c", "for_each": true }""", "'c' of 'm' cannot run for the items of several steps: keep one bond's for_each")]
    [InlineData("""{ "from": "a", "to": "c" }, { "from": "b", "to": "c" }""", "'c' of 'm' has a constant with the name of 'a', whose result it is given under that name: rename one of them")]
    public void Bond_is_refused_in_words(string bonds, string words) => Refusal(
        $$"""
        { "id": "m", "bonds": [ {{bonds}} ],
          "steps": [ { "name": "a", "g": "df", "e": "x" }, { "name": "b", "g": "df", "e": "x" }, { "name": "c", "g": "df", "e": "x", "d": { "a": 1 } } ] }
        """).ShouldStartWith(words);

    [Fact]
    public void Constant_whose_key_is_a_number_is_refused_in_words()
    {
        FlowValue document = FlowValue.Map(("id", "m"), ("steps", FlowValue.Array([FlowValue.Map(("name", "a"), ("g", "df"), ("e", "x"), ("d", FlowValue.Parse([0x81, 1, 2])))])));

        Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(document)).Message.ShouldBe("d.steps[0].d: expected a map whose keys are text");
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Document_has_a_thousand_steps_at_most(int steps, bool isTaken)
    {
        FlowValue document = Steps(steps);

        if (isTaken)
        {
            MoleculeDocument.Read(document).Plan.Steps.Count.ShouldBe(steps);
            return;
        }

        PacketFlowException refusal = Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(document));
        (refusal.Code, refusal.Message).ShouldBe((ErrorCodes.TooLarge, "d.steps: 1001 of at most 1000"));
    }

    [Fact]
    public void Refusal_of_much_is_short()
    {
        FlowValue bonds = FlowValue.Array([.. Enumerable.Range(0, 10_000).Select(static number => FlowValue.Map(("from", $"x{number}"), ("to", "step0")))]);

        string words = Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(Steps(1000, bonds))).Message;

        words.Split("; ").Length.ShouldBe(20);
        words.ShouldStartWith("'x0' is no step of 'm'");
    }

    [Fact]
    public async Task Document_that_a_journal_holds_and_nobody_can_read_keeps_no_other_run_from_going_on()
    {
        await using var journal = new MemoryJournal();
        var time = new ManualTime();
        TestMolecule molecule = new TestMolecule("class").Step("Wait", kind: StepKind.Signal, seconds: null);
        await using (EngineBench before = await EngineBench.StartAsync(journal, time, static bench => bench.Remote = static _ => new(new TaskCompletionSource<ReadOnlyMemory<byte>>().Task), molecule))
        {
            await before.Engine.StartDocumentAsync(Steps(1), PacketCodec.Serialize("in"), "doc", default);
            await before.Engine.StartAsync("class", 1, PacketCodec.Serialize("in"), "r", default);
        }

        string fingerprint = (await journal.FindAsync("doc"))!.Fingerprint;
        foreach (string damaged in new[] { "no base64!", "", Convert.ToBase64String([0xC1]), Convert.ToBase64String(PacketCodec.Serialize("no document")) })
        {
            await journal.SavePlanAsync($"document:{fingerprint}", damaged);
            await using EngineBench bench = await EngineBench.StartAsync(journal, time, null, molecule);

            (await bench.Engine.InfoAsync("doc", default)).Status.ShouldBe(RunStatus.Parked, damaged);
            (await bench.Engine.InfoAsync("r", default)).Status.ShouldNotBe(RunStatus.Parked, damaged);
        }

        await using EngineBench last = await EngineBench.StartAsync(journal, time, null, molecule);
        await last.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);
        (await last.ResultAsync("r")).ShouldBe("go");
    }

    private static FlowValue Steps(int count, FlowValue bonds = default) => FlowValue.Map(
        ("id", "m"),
        ("steps", FlowValue.Array([.. Enumerable.Range(0, count).Select(static number => FlowValue.Map(("name", string.Create(CultureInfo.InvariantCulture, $"step{number}")), ("g", "df"), ("e", "x")))])),
        ("bonds", bonds));

    private static string WithMember(string json, string member, string value)
    {
        System.Text.Json.Nodes.JsonNode node = System.Text.Json.Nodes.JsonNode.Parse(json)!;
        node[member] = System.Text.Json.Nodes.JsonNode.Parse(value);
        return node.ToJsonString();
    }

    private static string Refusal(string json)
    {
        PacketFlowException refusal = Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson(json))));
        refusal.Code.ShouldBe(ErrorCodes.PayloadMismatch);
        return refusal.Message;
    }
}
