using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Client;
using PacketFlow.CompilerServices;
using PacketFlow.Transport;

namespace PacketFlow.Reactor;

/// <summary>cf:seq, the pipeline that comes as a payload.</summary>
public sealed class SequenceTests
{
    private readonly VirtualTime _time = new();
    private readonly Gate _gate = new();
    private readonly List<string> _seen = [];

    /// <summary>Pipelines that are none, their code, and what their message begins with.</summary>
    public static TheoryData<string, string, string> NoPipelines => new()
    {
        { "null", "PF003", "d: expected map" },
        { "{}", "PF003", "d.steps: expected an array of one step or more" },
        { """{"steps":[]}""", "PF003", "d.steps: expected an array of one step or more" },
        { """{"steps":{}}""", "PF003", "d.steps: expected array" },
        { """{"steps":[1]}""", "PF003", "d.steps[0]: expected map" },
        { """{"steps":[{"g":"df"}]}""", "PF003", "d.steps[0]: a step needs g, one of the six groups, and e" },
        { """{"steps":[{"g":"df","e":"show"},{"g":"xx","e":"show"}]}""", "PF003", "d.steps[1]: a step needs g" },
        { """{"steps":[{"g":"df","e":"show","d":1}]}""", "PF003", "d.steps[0].d: expected a map, which the result before it joins as input" },
        { """{"steps":[{"g":"df","e":"show"}],"timeout":0}""", "PF003", "d.timeout: expected seconds above zero" },
        { """{"steps":[{"g":"df","e":"show"}],"timeout":-1}""", "PF003", "d.timeout: expected seconds above zero" },
        { """{"steps":[{"g":"df","e":"show"}],"timeout":"5"}""", "PF003", "d.timeout: expected" },
    };

    [Fact]
    public async Task Steps_run_in_order_each_with_its_data_and_the_result_before_it()
    {
        await using RunningHost host = await StartAsync();

        JsonNode outcome = await RunAsync(host, """
            {"id":"p","input":"first","steps":[{"g":"df","e":"show","d":{"k":1}},{"g":"cf","e":"show","d":{"input":"mine","z":[true]}},{"g":"ed","e":"show"}],"timeout":5}
            """);

        _seen.ShouldBe([
            """df {"k":1,"input":"first"}""",
            """cf {"z":[true],"input":{"k":1,"input":"first"}}""",
            """ed {"input":{"z":[true],"input":{"k":1,"input":"first"}}}""",
        ]);
        ((bool)outcome["success"]!).ShouldBeTrue();
        outcome["result"]!["input"]!["z"]!.ToJsonString().ShouldBe("[true]");
        outcome["trace"]!.AsArray().Select(static entry => (int)entry!["step"]!).ShouldBe([0, 1, 2]);
        ((long)outcome["total_duration"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Step_that_fails_ends_it_with_its_code_and_what_was_done()
    {
        await using RunningHost host = await StartAsync();

        JsonNode outcome = await RunAsync(host, """{"steps":[{"g":"df","e":"show"},{"g":"df","e":"nobody"},{"g":"df","e":"show"}]}""");

        ((bool)outcome["success"]!, (int)outcome["completed_steps"]!, (string?)outcome["error"]!["code"]).ShouldBe((false, 1, "PF001"));
        ((string?)outcome["error"]!["message"]).ShouldBe("No handler for df:nobody.");
        outcome["trace"]!.AsArray().Count.ShouldBe(1);
        _seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Time_of_the_whole_ends_the_step_that_runs()
    {
        await using RunningHost host = await StartAsync();
        Task<JsonNode> running = RunAsync(host, """{"steps":[{"g":"df","e":"show"},{"g":"df","e":"wait"}],"timeout":2.5}""");
        await _gate.Entered;

        _time.Advance(TimeSpan.FromSeconds(3));

        JsonNode outcome = await running;
        ((int)outcome["completed_steps"]!, (string?)outcome["error"]!["code"]).ShouldBe((1, "PF408"));
        ((string?)outcome["error"]!["message"]).ShouldBe("The pipeline was not done within 2.5 s.");
        await _gate.Cancelled;
    }

    // Fifty days are more than a timer of the system takes.
    [Theory]
    [InlineData("3600.5")]
    [InlineData("4320000")]
    [InlineData("1e300")]
    public async Task Time_beyond_what_the_element_may_have_is_as_much_as_it_may_have(string seconds)
    {
        await using RunningHost host = await StartAsync();

        JsonNode outcome = await RunAsync(host, $$"""{"steps":[{"g":"df","e":"show"}],"timeout":{{seconds}}}""");

        ((bool)outcome["success"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Its_control_flow_waits_for_no_other_of_its_caller()
    {
        await using RunningHost host = await StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "cf", "wait"));
        await _gate.Entered;

        JsonNode answer = (await peer.AskAsync("""{"t":1,"s":2,"d":{"id":"p","g":"cf","e":"seq","d":{"steps":[{"g":"cf","e":"show"},{"g":"cf","e":"show"}]}}}"""))!;

        ((bool)answer["d"]!["data"]!["success"]!).ShouldBeTrue();
        _gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Pipeline_whose_caller_cancels_ends_its_step()
    {
        await using RunningHost host = await StartAsync();
        using var cancel = new CancellationTokenSource();
        var element = new Element<FlowValue, FlowValue>(AtomGroup.Cf, "seq");
        Task<AtomResult<FlowValue>> running = host.Client.TrySubmitAsync(element, Value("""{"steps":[{"g":"df","e":"wait"}]}"""), cancellationToken: cancel.Token).AsTask();
        await _gate.Entered;

        cancel.Cancel();

        (await running).Error!.Code.ShouldBe("PF499");
        await _gate.Cancelled;
    }

    [Theory]
    [MemberData(nameof(NoPipelines))]
    public async Task What_is_no_pipeline_is_told_where(string payload, string code, string message)
    {
        await using RunningHost host = await StartAsync();

        var failure = await Should.ThrowAsync<PacketFlowException>(() => RunAsync(host, payload));

        failure.Code.ShouldBe(code);
        failure.Message.ShouldStartWith(message);
        _seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task More_steps_than_it_may_have_are_PF413()
    {
        await using RunningHost host = await StartAsync();
        string steps = string.Join(',', Enumerable.Repeat("""{"g":"df","e":"show"}""", 1001));

        var failure = await Should.ThrowAsync<PacketFlowException>(() => RunAsync(host, $$"""{"steps":[{{steps}}]}"""));

        (failure.Code, failure.Message).ShouldBe(("PF413", "d.steps: 1001 of at most 1000"));
    }

    private static FlowValue Value(string json) => FlowValue.Parse(PacketCodec.FromJson(json));

    private static async Task<JsonNode> RunAsync(RunningHost host, string payload) =>
        JsonNode.Parse(PacketCodec.ToJson((await host.Client.SubmitAsync("cf", "seq", Value(payload))).Bytes))!;

    private Task<RunningHost> StartAsync() => RunningHost.StartAsync(
        [],
        (services, _) => services.AddSingleton<TimeProvider>(_time),
        [.. new[] { AtomGroup.Df, AtomGroup.Cf, AtomGroup.Ed }.Select(group => new ShowHandler(group, _seen)), new WaitHandler(AtomGroup.Df, _gate), new WaitHandler(AtomGroup.Cf, _gate)]);

    // Tells what it was given, and gives it back.
    private sealed class ShowHandler(AtomGroup group, List<string> seen) : ElementHandler(new Element(group, "show"))
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
        {
            FlowValue given = FlowValue.Read(ref payload);
            lock (seen)
            {
                seen.Add($"{PeriodicTable.GroupCode(group)} {PacketCodec.ToJson(given.Bytes)}");
            }

            return call.Complete(given, Formatter<FlowValue>.Default);
        }
    }

    private sealed class WaitHandler(AtomGroup group, Gate gate) : ElementHandler(new Element(group, "wait"))
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) => call.CompleteAsync(gate.WaitAsync(0, call), Formatter<int>.Default);
    }
}
