using System.Globalization;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Documents that nobody writes who means well: each is refused with the place and the way out, and costs little.</summary>
public class HostileDocumentTests
{
    private const string Name = "expected a name of 1 to 128 characters, none of them / or a control character";

    [Theory]
    [InlineData("version", "\"2\"", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("version", "0", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("version", "4294967297", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("version", "18446744073709551615", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("id", "\"a/b\"", "d.id: " + Name)]
    [InlineData("id", "\"a\\u0000\"", "d.id: " + Name)]
    [InlineData("id", "7", "d.id: " + Name)]
    [InlineData("id", "null", "d.id: " + Name)]
    [InlineData("steps", "7", "d.steps: expected array, got int")]
    [InlineData("steps", "[7]", "d.steps[0]: expected a map, got int: a step has name, g, e and d")]
    [InlineData("steps", "[ { \"g\": \"df\", \"e\": \"x\" } ]", "d.steps[0].name: " + Name)]
    [InlineData("version", "1.5", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("version", "-1", "d.version: expected a whole number from 1 to 2147483647")]
    [InlineData("timeout", "0", "d.timeout: expected seconds above zero, at most 3153600000")]
    [InlineData("timeout", "true", "d.timeout: expected seconds above zero, at most 3153600000")]
    [InlineData("bonds", "{}", "d.bonds: expected array, got map")]
    [InlineData("Steps", "[]", "d.Steps: there is no such member: a molecule document has id, version, timeout, steps and bonds")]
    public void Document_is_refused_in_words(string member, string value, string words) =>
        Refusal(WithMember($$"""{ "id": "m", "steps": [ { "name": "a", "g": "df", "e": "x" } ] }""", member, value)).ShouldStartWith(words);

    // A name with a slash would give two steps one key.
    [Theory]
    [InlineData("name", "\"b/1\"", "d.steps[1].name: " + Name)]
    [InlineData("name", "\"b\\n\"", "d.steps[1].name: " + Name)]
    [InlineData("d", "\"text\"", "d.steps[1].d: expected a map whose keys are text")]
    [InlineData("d", "[1]", "d.steps[1].d: expected a map whose keys are text")]
    [InlineData("t", "5", "d.steps[1].t: there is no such member: a step has name, g, e and d")]
    [InlineData("name", "\"a\"", "d.steps[1].name: another step has the same name 'a', so give one of them a name of its own")]
    [InlineData("g", "\"DF\"", "d.steps[1].g: there is no group 'DF': use cf, df, ed, co, mc or rm")]
    [InlineData("e", "\"Trim\"", "d.steps[1].e: the name 'Trim' has upper-case letters: write it as it should stand on the wire")]
    [InlineData("e", "\"x@m/1/s\"", "d.steps[1].e: the name 'x@m/1/s' has one of ':', '@' and '/', which separate the parts of an address")]
    public void Step_is_refused_in_words(string member, string value, string words) => Refusal(
        $$"""{ "id": "m", "steps": [ { "name": "a", "g": "df", "e": "x" }, {{WithMember("""{ "name": "b", "g": "df", "e": "x" }""", member, value)}} ] }""").ShouldStartWith(words);

    [Theory]
    [InlineData("7", "d.bonds[0]: expected a map, got int: a bond has from, to, kind, when, for_each and resource")]
    [InlineData("""{ "to": "b" }""", "d.bonds[0].from: expected text")]
    [InlineData("""{ "from": "a", "to": "b", "foreach": true }""", "d.bonds[0].foreach: there is no such member: a bond has from, to, kind, when, for_each and resource")]
    [InlineData("""{ "from": "a", "to": "b", "kind": "strong" }""", "d.bonds[0].kind: 'strong' is no bond. The bonds are ionic, covalent, metallic and van_der_waals")]
    [InlineData("""{ "from": "a", "to": "b", "when": "!!x" }""", "d.bonds[0].when: expected the path of a member, such as valid, !valid or order.is_paid")]
    [InlineData("""{ "from": "a", "to": "b", "when": "x..y" }""", "d.bonds[0].when: expected the path of a member")]
    [InlineData("""{ "from": "a", "to": "b", "kind": "covalent", "resource": "a\u0001" }""", "d.bonds[0].resource: its name has a control character")]
    [InlineData("""{ "from": "a", "to": "a", "kind": "metallic" }""", "d.bonds[0]: 'a' of 'm' is bonded to itself, which can hold nothing together: remove the bond, or name the other step")]
    [InlineData("""{ "from": "a", "to": "b" }, { "from": "a", "to": "b" }""", "d.bonds[1]: The bonds between 'a' and 'b' say the same twice: remove one of them")]
    [InlineData("""{ "from": "a", "to": "b", "kind": "metallic" }, { "from": "b", "to": "a", "kind": "metallic" }""", "d.bonds[1]: The bonds between 'b' and 'a' say the same twice")]
    [InlineData("""{ "from": "a", "to": "b", "kind": 7 }""", "d.bonds[0].kind: expected text")]
    [InlineData("""{ "from": "a", "to": "b", "when": {} }""", "d.bonds[0].when: expected text")]
    [InlineData("""{ "from": "a", "to": "b", "when": "" }""", "d.bonds[0].when: expected text")]
    [InlineData("""{ "from": "a", "to": "b", "for_each": "yes" }""", "d.bonds[0].for_each: expected true or false")]
    [InlineData("""{ "from": "a", "to": "b", "kind": "metallic", "for_each": true }""", "d.bonds[0]: when and for_each are for ionic bonds, this one is metallic")]
    [InlineData("""{ "from": "a", "to": "b", "kind": "covalent", "when": "x" }""", "d.bonds[0]: when and for_each are for ionic bonds, this one is covalent")]
    [InlineData("""{ "from": "a", "to": "b", "kind": "covalent" }""", "d.bonds[0].resource: 'a' and 'b' share a resource, but the bond does not name it: set resource to the name that all who use it use")]
    [InlineData("""{ "from": "a", "to": "b", "kind": "covalent", "resource": " " }""", "d.bonds[0].resource: 'a' and 'b' share a resource, but the bond does not name it")]
    [InlineData("""{ "from": "a", "to": "b", "resource": "stock" }""", "d.bonds[0].resource: a resource is for covalent bonds, this one is ionic")]
    [InlineData("""{ "from": "a", "to": "b" }, { "from": "a", "to": "b", "when": "x" }""", "d.bonds[1]: The bonds between 'a' and 'b' have two conditions, of which only one can decide: keep one of them")]
    [InlineData("""{ "from": "a", "to": "c", "for_each": true }, { "from": "b", "to": "c", "for_each": true }""", "d.bonds[1].for_each: 'c' already runs for each item of another step: keep for_each on one of the bonds")]
    [InlineData("""{ "from": "a", "to": "c" }, { "from": "b", "to": "c" }""", "d.bonds[0]: 'c' of 'm' has a constant with the name of 'a', whose result it is given under that name: rename one of them")]
    public void Bond_is_refused_in_words(string bonds, string words) => Refusal(
        $$"""
        { "id": "m", "bonds": [ {{bonds}} ],
          "steps": [ { "name": "a", "g": "df", "e": "x" }, { "name": "b", "g": "df", "e": "x" }, { "name": "c", "g": "df", "e": "x", "d": { "a": 1 } } ] }
        """).ShouldStartWith(words);

    [Theory]
    [InlineData("timer", "null", "d.steps[0].d.seconds: it is missing: a timer has seconds, for which it waits")]
    [InlineData("timer", "{}", "d.steps[0].d.seconds: it is missing: a timer has seconds, for which it waits")]
    [InlineData("tm", """{ "seconds": "5" }""", "d.steps[0].d.seconds: expected seconds above zero, at most 3153600000")]
    [InlineData("timer", """{ "seconds": -5 }""", "d.steps[0].d.seconds: expected seconds above zero, at most 3153600000")]
    [InlineData("timer", """{ "seconds": 5, "timeout": 5 }""", "d.steps[0].d.timeout: there is no such member: a timer has seconds, for which it waits")]
    [InlineData("signal", """{ "seconds": 5 }""", "d.steps[0].d.seconds: there is no such member: a signal may have timeout, the seconds for which it is waited for")]
    [InlineData("sg", """{ "timeout": 0 }""", "d.steps[0].d.timeout: expected seconds above zero, at most 3153600000")]
    public void Wait_is_refused_in_words(string element, string data, string words) =>
        Refusal($$"""{ "id": "m", "steps": [ { "name": "a", "g": "ed", "e": "{{element}}", "d": {{data}} } ] }""").ShouldBe(words);

    [Theory]
    [InlineData("""{ "from": "wait", "to": "b", "when": "x" }""", "d.bonds[0]: 'wait' is a timer and gives nothing: put when and for_each on the bond of a step that does")]
    [InlineData("""{ "from": "wait", "to": "b", "for_each": true }""", "d.bonds[0]: 'wait' is a timer and gives nothing: put when and for_each on the bond of a step that does")]
    [InlineData("""{ "from": "b", "to": "wait", "for_each": true }""", "d.bonds[0].for_each: 'wait' is a timer, which a run waits for once: remove for_each")]
    [InlineData("""{ "from": "b", "to": "paid", "for_each": true }""", "d.bonds[0].for_each: 'paid' is a signal, which a run waits for once: remove for_each")]
    public void Bond_of_a_wait_is_refused_in_words(string bond, string words) => Refusal(
        $$"""
        { "id": "m", "bonds": [ {{bond}} ],
          "steps": [ { "name": "wait", "g": "ed", "e": "timer", "d": { "seconds": 5 } }, { "name": "b", "g": "df", "e": "x" }, { "name": "paid", "g": "ed", "e": "signal" } ] }
        """).ShouldBe(words);

    // As it may stand in MessagePack, where a key can be a number and a name any bytes.
    [Fact]
    public void Key_that_is_no_text_is_refused_in_words() =>
        Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(FlowValue.Parse([0x82, 0xA2, 0x69, 0x64, 0xA1, 0x6D, 0x07, 0x01]), NoHandlers)).Message
            .ShouldStartWith("d.7: there is no such member: a molecule document has id, version, timeout, steps and bonds");

    [Fact]
    public void Key_of_any_length_is_shown_in_few_characters() =>
        Refusal($$"""{ "id": "m", "{{new string('k', 5000)}}": 1 }""").ShouldStartWith($"d.{new string('k', 64)}...: there is no such member");

    [Fact]
    public void Version_may_come_as_a_float_as_some_encoders_know_no_other_number() =>
        MoleculeDocument.Read(FlowValue.Map(("id", "m"), ("version", 2.0), ("steps", FlowValue.Array([FlowValue.Map(("name", "a"), ("g", "df"), ("e", "x"))]))), NoHandlers).Version.ShouldBe(2);

    [Fact]
    public void Constant_whose_key_is_a_number_is_refused_in_words()
    {
        FlowValue document = FlowValue.Map(("id", "m"), ("steps", FlowValue.Array([FlowValue.Map(("name", "a"), ("g", "df"), ("e", "x"), ("d", FlowValue.Parse([0x81, 1, 2])))])));

        Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(document, NoHandlers)).Message.ShouldBe("d.steps[0].d: expected a map whose keys are text");
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Document_has_a_thousand_steps_at_most(int steps, bool isTaken)
    {
        FlowValue document = Steps(steps);

        if (isTaken)
        {
            MoleculeDocument.Read(document, NoHandlers).Plan.Steps.Count.ShouldBe(steps);
            return;
        }

        PacketFlowException refusal = Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(document, NoHandlers));
        (refusal.Code, refusal.Message).ShouldBe((ErrorCodes.TooLarge, "d.steps: 1001 of at most 1000"));
    }

    [Fact]
    public void Refusal_of_much_is_short()
    {
        FlowValue bonds = FlowValue.Array([.. Enumerable.Range(0, 10_000).Select(static number => FlowValue.Map(("from", $"x{number}"), ("to", "step0")))]);

        string words = Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(Steps(1000, bonds), NoHandlers)).Message;

        words.Split("; ").Length.ShouldBe(20);
        words.ShouldStartWith("d.bonds[0].from: 'x0' is no step of 'm'");
    }

    // Its runs were begun before there was the rule.
    [Fact]
    public void Document_that_was_kept_goes_on_without_the_name_of_its_resource()
    {
        FlowValue document = Steps(2, FlowValue.Array([FlowValue.Map(("from", "step0"), ("to", "step1"), ("kind", "covalent"))]));

        MoleculeDocument.Read(document, NoHandlers, isKept: true).Plan.Bonds.ShouldHaveSingleItem();
        Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(document, NoHandlers)).Message.ShouldStartWith("d.bonds[0].resource");
    }

    [Fact]
    public void Places_are_those_in_what_was_sent() =>
        Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(FlowValue.Parse(PacketCodec.FromJson("""{ "x": 1, "version": 0, "timeout": 0, "steps": [ 7 ], "bonds": 7 }""")), NoHandlers, "d.document")).Message
            .Split("; ").Select(static problem => problem[..problem.IndexOf(':', StringComparison.Ordinal)])
            .ShouldBe(["d.document.x", "d.document.id", "d.document.version", "d.document.timeout", "d.document.steps[0]", "d.document.bonds"]);

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

    private static Element? NoHandlers(AtomGroup group, string element) => null;

    private static string Refusal(string json)
    {
        PacketFlowException refusal = Should.Throw<PacketFlowException>(() => MoleculeDocument.Read(PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson(json)), NoHandlers));
        refusal.Code.ShouldBe(ErrorCodes.PayloadMismatch);
        return refusal.Message;
    }
}
