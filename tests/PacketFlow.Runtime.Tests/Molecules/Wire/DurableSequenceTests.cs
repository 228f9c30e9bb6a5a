using System.Text.Json.Nodes;
using PacketFlow.CompilerServices;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>cf:seq in the journal.</summary>
public sealed class DurableSequenceTests
{
    private const string Steps = """[{"g":"df","e":"add","d":{"by":1}},{"g":"df","e":"add","d":{"by":10,"input":"not this"}}]""";

    private int _ran;

    [Theory]
    [InlineData("""{"steps":[{"g":"df","e":"add","d":{"by":1}},{"g":"df","e":"add","d":{"by":10}}],"input":5""")]
    [InlineData("""{"id":"mine","timeout":20,"steps":[{"g":"df","e":"add","d":{"by":1}},{"g":"df","e":"refuse"}],"input":5""")]
    public async Task Pipeline_answers_what_it_answers_when_nobody_keeps_it(string pipeline)
    {
        await using RunningHost host = await StartAsync();
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: true);

        JsonNode fleeting = (await door.AskAsync("seq", pipeline + "}"))!, kept = (await door.AskAsync("seq", pipeline + ""","durable":true}"""))!;

        kept["run_id"].ShouldNotBeNull();
        foreach (string name in (string[])["success", "result", "completed_steps"])
        {
            (kept[name]?.ToJsonString()).ShouldBe(fleeting[name]?.ToJsonString(), name);
        }

        ((string?)kept["error"]?["code"]).ShouldBe((string?)fleeting["error"]?["code"]);
        kept["trace"]!.AsArray().Select(static one => (int)one!["step"]!).ShouldBe(fleeting["trace"]!.AsArray().Select(static one => (int)one!["step"]!));
    }

    [Fact]
    public async Task Pipeline_that_is_asked_for_again_is_not_run_again()
    {
        await using RunningHost host = await StartAsync();
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: true);
        string pipeline = $$"""{"id":"mine","steps":{{Steps}},"input":5,"durable":true,"run_id":"p1"}""";

        ((int)(await door.AskAsync("seq", pipeline))!["result"]!).ShouldBe(16);
        ((int)(await door.AskAsync("seq", pipeline))!["result"]!).ShouldBe(16);

        _ran.ShouldBe(2);
        ((string?)(await door.AskAsync("status", """{"run_id":"p1"}"""))!["status"]).ShouldBe("completed");
        (await door.RefusalAsync("seq", pipeline.Replace(":5,", ":6,", StringComparison.Ordinal))).ShouldBe("PF409");
    }

    [Fact]
    public async Task Pipelines_of_one_id_may_differ()
    {
        await using RunningHost host = await StartAsync();
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: true);

        ((int)(await door.AskAsync("seq", $$"""{"id":"mine","steps":{{Steps}},"input":5,"durable":true}"""))!["result"]!).ShouldBe(16);
        ((int)(await door.AskAsync("seq", """{"id":"mine","steps":[{"g":"df","e":"add","d":{"by":2}}],"input":5,"durable":true}"""))!["result"]!).ShouldBe(7);
    }

    [Theory]
    [InlineData("""{"durable":true}""")]
    [InlineData("""{"durable":true,"steps":[]}""")]
    [InlineData("""{"durable":true,"steps":[1]}""")]
    [InlineData("""{"durable":true,"steps":[{"g":"xx","e":"add"}]}""")]
    [InlineData("""{"durable":true,"steps":[{"g":"df","e":"add","d":[1]}]}""")]
    [InlineData("""{"durable":true,"steps":[{"g":"df","e":"add"}],"timeout":-1}""")]
    [InlineData("""{"durable":true,"steps":[{"g":"df","e":"add"}],"timeout":1e300}""")]
    [InlineData("""{"durable":true,"steps":[{"g":"df","e":"add"}],"id":"a/b"}""")]
    public async Task What_is_no_pipeline_is_refused(string pipeline)
    {
        await using RunningHost host = await StartAsync();
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: true);

        (await door.RefusalAsync("seq", pipeline)).ShouldBe("PF003");
    }

    private Task<RunningHost> StartAsync() => RunningHost.StartAsync(
        new FlowHandler(Step("add"), (value, _) =>
        {
            Interlocked.Increment(ref _ran);
            return ValueTask.FromResult(PacketCodec.Serialize(value["input"].AsInt64() + value["by"].AsInt64()));
        }),
        new FlowHandler(Step("refuse"), static (_, _) => throw new ElementException("SHOP8", ErrorCategory.Fatal, "No.")));

    private static PlanStep Step(string element) => new(0, element, StepKind.Handler, new Element(AtomGroup.Df, element), element);
}
