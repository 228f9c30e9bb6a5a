using System.Text.Json.Nodes;
using PacketFlow.Client;
using PacketFlow.CompilerServices;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>Runs in the hands of somebody who speaks JSON, over a WebSocket and over HTTP.</summary>
public sealed class RunElementsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_is_started_watched_signalled_and_forgotten_in_JSON(bool isHttp)
    {
        await using RunningHost host = await StartAsync();
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp);

        ((string?)(await door.AskAsync("start", """{"molecule":"payment","input":21,"run_id":"r"}"""))!["run_id"]).ShouldBe("r");
        ((bool)(await door.AskAsync("status", """{"run_id":"r"}"""))!["is_over"]!).ShouldBeFalse();
        await door.AskAsync("signal", """{"run_id":"r","step":"Paid","value":8}""");
        ((int)(await door.AskAsync("run", """{"run_id":"r"}"""))!).ShouldBe(50);
        JsonNode status = (await door.AskAsync("status", """{"run_id":"r","wait":5}"""))!;
        ((string?)status["status"]).ShouldBe("completed");
        DateTimeOffset.Parse((string)status["started_at"]!, null).ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        JsonNode trace = (await door.AskAsync("trace", """{"run_id":"r","wait":5}"""))!;
        ((string?)trace["events"]!.AsArray()[^1]!["kind"]).ShouldBe("ended");
        ((bool)trace["is_over"]!).ShouldBeTrue();
        (await door.AskAsync("runs", """{"status":"completed","molecule":"payment"}"""))!["runs"]!.AsArray().ShouldHaveSingleItem();

        await door.AskAsync("forget", """{"run_id":"r"}""");

        (await door.AskAsync("runs", "{}"))!["runs"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_is_cancelled_and_tried_again_in_JSON(bool isHttp)
    {
        await using RunningHost host = await StartAsync();
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp);
        await door.AskAsync("start", """{"molecule":"payment","input":1,"run_id":"cancelled"}""");
        await door.AskAsync("start", """{"molecule":"payment","input":1,"run_id":"failed"}""");
        await door.AskAsync("signal", """{"run_id":"failed","step":"Paid","value":-1}""");

        await door.AskAsync("cancel", """{"run_id":"cancelled"}""");

        (await door.RefusalAsync("run", """{"run_id":"cancelled"}""")).ShouldBe("PF499");
        (await door.RefusalAsync("run", """{"run_id":"failed"}""")).ShouldBe("SHOP8");
        JsonNode failed = (await door.AskAsync("status", """{"run_id":"failed"}"""))!;
        ((string?)failed["code"], (string?)failed["message"]).ShouldBe(("SHOP8", "Step Sum: Less than nothing."));
        ((string?)(await door.AskAsync("status", """{"run_id":"cancelled"}"""))!["code"]).ShouldBe("PF499");
        (await door.AskAsync("runs", """{"status":"failed"}"""))!["runs"]![0]!.AsObject().ContainsKey("code").ShouldBeFalse();
        await door.AskAsync("resume", """{"run_id":"failed"}""");
        (await door.RefusalAsync("run", """{"run_id":"failed"}""")).ShouldBe("SHOP8");
        (await door.RefusalAsync("start", """{"molecule":"payment","input":2,"run_id":"failed"}""")).ShouldBe("PF409");
        (await door.RefusalAsync("start", """{"molecule":7}""")).ShouldBe("PF003");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Document_is_refused_with_its_places_in_the_packet(bool isHttp)
    {
        await using RunningHost host = await StartAsync();
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp);

        (await door.RefusalWordsAsync("start", """{"document":{"id":"m","steps":[{"name":"a","g":"xx","e":"x"},{"name":"b","g":"xx","e":"x"}]}}"""))
            .ShouldBe("data.document.steps[0].g: there is no group 'xx': use cf, df, ed, co, mc or rm; data.document.steps[1].g: there is no group 'xx': use cf, df, ed, co, mc or rm");
        (await door.RefusalWordsAsync("run", """{"document":[]}""")).ShouldBe("data.document: expected a molecule document, got array");
        (await door.RefusalWordsAsync("run", """{"document":{"id":"m","steps":[""" + string.Join(',', Enumerable.Repeat('1', 1001)) + "]}}")).ShouldBe("data.document.steps: 1001 of at most 1000");
        (await door.RefusalWordsAsync("seq", """{"durable":true,"steps":[{"g":"df","e":"A"}]}""")).ShouldStartWith("data.steps[0].e: the name 'A' has upper-case letters");
    }

    [Fact]
    public async Task Input_whose_members_come_in_another_order_is_the_same_input()
    {
        const string Begin = """{"document":{"id":"wait","steps":[{"name":"Paid","g":"ed","e":"signal"}]},"run_id":"r","input":""";
        await using RunningHost host = await StartAsync();
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: true);
        await door.AskAsync("start", Begin + """{"order":{"a":1,"b":[2]},"total":8}}""");

        await door.AskAsync("start", Begin + """{"total":8,"order":{"b":[2],"a":1}}}""");
        (await door.RefusalAsync("start", Begin + """{"total":8,"order":{"b":[2],"a":2}}}""")).ShouldBe("PF409");
        await door.AskAsync("signal", """{"run_id":"r","step":"Paid","value":8}""");

        ((int)(await door.AskAsync("run", Begin + """{"total":8,"order":{"b":[2],"a":1}}}"""))!).ShouldBe(8);
    }

    [Theory]
    [InlineData("run", "{}", "data: expected a map with molecule or document for a new run, or with run_id")]
    [InlineData("start", """{"run_id":"r"}""", "data: expected a map with molecule or document")]
    [InlineData("run", """{"molecule":"payment","document":{}}""", "data: expected a map with molecule or document, got both")]
    [InlineData("start", """{"version":2,"document":{}}""", "data.version: expected the version of a document in the document itself")]
    [InlineData("runs", """{"statuss":"failed"}""", "data.statuss: there is no such member: cf:runs has status, molecule, is_over, updated_from, updated_before, nested, after, limit")]
    [InlineData("start", """{"molecule":"payment","verison":2}""", "data.verison: there is no such member: cf:start has molecule, version, document, input, run_id")]
    [InlineData("cancel", """{"run_id":"r","reason":"x"}""", "data.reason: there is no such member: cf:cancel has run_id")]
    [InlineData("start", """{"molecule":"paymnet"}""", "No molecule paymnet/1 here. Did you mean payment?")]
    [InlineData("start", """{"molecule":"payment","version":2}""", "No molecule payment/2 here. It is here in version 1.")]
    [InlineData("start", """{"molecule":"other"}""", "No molecule other/1 here. Is its module added with AddElements or Add?")]
    public async Task Request_is_refused_with_what_there_is(string element, string request, string words)
    {
        await using RunningHost host = await StartAsync();
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: true);

        (await door.RefusalWordsAsync(element, request)).ShouldBe(words);
    }

    [Fact]
    public async Task Progress_of_a_step_is_told_over_a_connection_and_moves_no_event_from_its_place()
    {
        var slow = new SlowModule();
        await using RunningHost host = await RunningHost.StartAsync([], (_, flow) => flow.Add(slow));
        await using PacketFlowClient client = await PacketFlowClient.ConnectAsync($"tcp://127.0.0.1:{host.Tcp.Port}");
        RunHandle<string> run = await client.StartAsync(slow.Molecule, "in");

        var told = new List<RunEvent>();
        await foreach (RunEvent one in run.TraceAsync())
        {
            told.Add(one);
            if (one.Kind == RunEventKind.StepProgressed)
            {
                slow.Seen.TrySetResult();
            }
        }

        told.First(static one => one.Kind == RunEventKind.StepProgressed).ShouldBe(told[2] with { Step = "Slow", Attempt = 1, Progress = 0.25 });
        told.Where(static one => one.Kind != RunEventKind.StepProgressed).Select(static one => one.Kind)
            .ShouldBe([RunEventKind.Started, RunEventKind.StepStarted, RunEventKind.StepDone, RunEventKind.Ended]);
    }

    // Whoever speaks JSON mostly names no version, and goes on when an old class is gone.
    [Fact]
    public async Task Without_a_version_the_newest_is_run_or_the_run_that_has_the_id()
    {
        await using RunningHost host = await RunningHost.StartAsync([], static (_, flow) => flow.Add(new VersionsModule()));
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: false);

        await door.AskAsync("start", """{"molecule":"waits","run_id":"new"}""");
        await door.AskAsync("start", """{"molecule":"waits","version":1,"run_id":"old"}""");
        await door.AskAsync("start", """{"molecule":"waits","run_id":"old"}""");

        ((int)(await door.AskAsync("status", """{"run_id":"new"}"""))!["version"]!).ShouldBe(3);
        ((int)(await door.AskAsync("status", """{"run_id":"old"}"""))!["version"]!).ShouldBe(1);
    }

    private static Task<RunningHost> StartAsync() =>
        RunningHost.StartAsync([], static (_, flow) => flow.Add(new PaymentModule()), new NumberHandler(AtomGroup.Df, "double", static (number, _) => ValueTask.FromResult(2 * number)));

    private sealed class VersionsModule : IPacketFlowModule
    {
        public string Name => "Versions";

        public IReadOnlyList<ElementHandler> Handlers => [];

        public IReadOnlyList<MoleculeDefinition> Molecules { get; } =
            [.. ((int[])[1, 3, 2]).Select(static version => new TestMolecule("waits", version).Step("Paid", kind: StepKind.Signal, seconds: null))];
    }

    // Its step says how far it is until somebody has heard it.
    private sealed class SlowModule : IPacketFlowModule
    {
        private readonly TestMolecule _plan = new TestMolecule("slow").Step("Slow");

        public SlowModule() => Handlers = [new FlowHandler(_plan.Plan.Steps[0], ReportAsync)];

        public TaskCompletionSource Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Molecule<string, string> Molecule => new(_plan);

        public string Name => "Slow";

        public IReadOnlyList<ElementHandler> Handlers { get; }

        public IReadOnlyList<MoleculeDefinition> Molecules => [_plan];

        private async ValueTask<byte[]> ReportAsync(FlowValue payload, AtomCall call)
        {
            // Whoever listens may come later: it is said again and again, and no faster than it can be taken.
            while (!Seen.Task.IsCompleted)
            {
                call.Context.Report(0.25);
                await Task.WhenAny(Seen.Task, Task.Delay(1));
            }

            return PacketCodec.Serialize("done");
        }
    }
}
