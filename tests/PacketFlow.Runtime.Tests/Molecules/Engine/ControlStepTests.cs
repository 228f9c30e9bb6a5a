using PacketFlow.CompilerServices;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>Steps that change the system: those of the host's own molecules may, those of a document as far as whoever sent it may.</summary>
public sealed class ControlStepTests
{
    private static readonly byte[] s_done = PacketCodec.Serialize("done");

    private int _changed;

    /// <summary>What a connection would have run: a pipeline or a document whose own steps, or what those are told to run, change the system.</summary>
    public static TheoryData<string, string> Ways => new()
    {
        { "seq", """{"durable":true,"steps":[{"g":"mc","e":"adapt"}]}""" },
        { "seq", """{"durable":true,"steps":[{"g":"df","e":"relay"},{"g":"mc","e":"tune"}]}""" },
        { "seq", """{"durable":true,"steps":[{"g":"rm","e":"scale"}]}""" },
        { "seq", """{"durable":true,"steps":[{"g":"rm","e":"grow"}]}""" },
        { "seq", """{"durable":true,"steps":[{"g":"cf","e":"stop"}]}""" },
        { "seq", """{"durable":true,"steps":[{"g":"cf","e":"halt"}]}""" },
        { "seq", """{"durable":true,"steps":[{"g":"cf","e":"seq","d":{"steps":[{"g":"mc","e":"adapt"}]}}]}""" },
        { "seq", """{"durable":true,"steps":[{"g":"cf","e":"seq","d":{"durable":true,"steps":[{"g":"mc","e":"adapt"}]}}]}""" },
        { "seq", """{"steps":[{"g":"cf","e":"seq","d":{"durable":true,"steps":[{"g":"mc","e":"adapt"}]}}]}""" },
        { "run", """{"document":{"id":"a","steps":[{"name":"one","g":"rm","e":"grow"}]}}""" },
        { "run", """{"document":{"id":"b","steps":[{"name":"one","g":"cf","e":"halt"}]}}""" },
        { "run", """{"document":{"id":"c","steps":[{"name":"one","g":"cf","e":"seq","d":{"steps":[{"g":"mc","e":"adapt"}]}}]}}""" },
        { "run", """{"document":{"id":"d","steps":[{"name":"one","g":"cf","e":"run","d":{"document":{"id":"e","steps":[{"name":"one","g":"mc","e":"adapt"}]}}}]}}""" },
        { "run", """{"document":{"id":"f","steps":[{"name":"one","g":"df","e":"relay","d":{"to":"adapt"}}]}}""" },
        { "run", """{"document":{"id":"g","steps":[{"name":"one","g":"df","e":"pass","d":{"to":"adapt"}}]}}""" },
        { "run", """{"document":{"id":"h","steps":[{"name":"one","g":"cf","e":"relay","d":{"to":"adapt"}}]}}""" },
    };

    [Theory]
    [InlineData(AtomGroup.Mc, "Adapt", false)]
    [InlineData(AtomGroup.Mc, "Adapt", true)]
    [InlineData(AtomGroup.Mc, "Tune", true)]
    [InlineData(AtomGroup.Rm, "Scale", false)]
    [InlineData(AtomGroup.Rm, "Scale", true)]
    [InlineData(AtomGroup.Cf, "Shutdown", false)]
    [InlineData(AtomGroup.Cf, "Stop", true)]
    [InlineData(AtomGroup.Cf, "Restart", false)]
    public async Task Step_of_a_class_may_change_the_system_whoever_starts_the_run(AtomGroup group, string name, bool isBodyless)
    {
        TestMolecule molecule = new TestMolecule("tuning").Step(name, kind: isBodyless ? StepKind.Remote : StepKind.Handler, of: group);
        await using RunningHost host = await StartAsync(molecule);
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: true);

        (await host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in")).AsString().ShouldBe("done");
        ((string?)await door.AskAsync("run", """{"molecule":"tuning","input":"in"}""")).ShouldBe("done");

        _changed.ShouldBe(2);
    }

    [Fact]
    public async Task Handler_of_a_step_of_a_class_has_the_scope_through_its_context()
    {
        TestMolecule molecule = new TestMolecule("asking").Step("Relay", kind: StepKind.Remote, of: AtomGroup.Cf);
        await using RunningHost host = await StartAsync(molecule);

        (await host.Client.RunAsync(new Molecule<FlowValue, FlowValue>(molecule), FlowValue.Map(("to", "adapt")))).AsString().ShouldBe("done");
    }

    [Theory]
    [InlineData("mc", "adapt")]
    [InlineData("mc", "tune")]
    [InlineData("rm", "grow")]
    [InlineData("cf", "halt")]
    public async Task Step_of_a_document_of_this_process_may_change_the_system(string group, string element)
    {
        await using RunningHost host = await StartAsync(new TestMolecule("none").Step("A"));
        FlowValue step = FlowValue.Map(("name", "one"), ("g", group), ("e", element));
        FlowValue request = FlowValue.Map(("input", 1), ("document", FlowValue.Map(("id", "doc"), ("steps", FlowValue.Array([step])))));

        (await host.Client.SubmitAsync("cf", "run", request)).AsString().ShouldBe("done");
        (await host.Client.SubmitAsync("cf", "seq", FlowValue.Map(("durable", true), ("steps", FlowValue.Array([step])))))["result"].AsString().ShouldBe("done");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Connection_has_no_way_around_its_scope(string element, string data)
    {
        await using RunningHost host = await StartAsync(new TestMolecule("none").Step("A"));
        await using TcpPeer peer = await host.ConnectAsync();

        string answer = (await peer.AskAsync($$"""{"t":1,"s":1,"d":{"id":"a","g":"cf","e":"{{element}}","d":{{data}} } }"""))!.ToJsonString();

        answer.ShouldContain("\"PF403\"");
        _changed.ShouldBe(0);
    }

    private Task<RunningHost> StartAsync(TestMolecule molecule) => RunningHost.StartAsync(
        [],
        (_, flow) => flow.Add(new StepsModule(molecule, Change)),
        new FlowHandler(new Element(AtomGroup.Mc, "adapt") { Aliases = ["tune"] }, Change),
        new FlowHandler(new Element(AtomGroup.Rm, "scale") { Aliases = ["grow"] }, Change),
        new FlowHandler(new Element(AtomGroup.Cf, "halt") { Aliases = ["shutdown", "stop"] }, Change),
        new FlowHandler(new Element(AtomGroup.Df, "relay") { Aliases = ["pass"] }, RelayAsync),
        new FlowHandler(new Element(AtomGroup.Cf, "relay"), RelayAsync));

    private ValueTask<byte[]> Change(FlowValue value, AtomCall call)
    {
        Interlocked.Increment(ref _changed);
        return new(s_done);
    }

    private static async ValueTask<byte[]> RelayAsync(FlowValue value, AtomCall call) => value["to"].IsNil
        ? s_done
        : (await call.Context.Client.SubmitAsync("mc", value["to"].AsString(), FlowValue.Nil)).Bytes.ToArray();
}
