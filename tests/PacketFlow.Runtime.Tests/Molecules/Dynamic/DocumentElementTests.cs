using PacketFlow.Molecules.Dynamic;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>A document does not say how its elements want to be run: where they are handled here, their handlers do.</summary>
public sealed class DocumentElementTests
{
    private int _calls;

    [Fact]
    public void Step_is_described_by_the_handler_of_its_element()
    {
        Element handled = new(AtomGroup.Rm, "charge")
        {
            Timeout = TimeSpan.FromSeconds(7),
            MaxTimeout = TimeSpan.FromSeconds(9),
            Idempotent = true,
            Priority = 8,
            Resource = "till",
            Retries = 4,
            AtMostOnce = true,
        };

        MoleculePlan plan = MoleculeDocument.Read(Document("rm", "charge"), (_, name) => name == "charge" ? handled : null).Plan;
        PlanStep step = plan.Steps[0];

        step.Timeout.ShouldBe(handled.Timeout);
        (step.Element.Timeout, step.Element.MaxTimeout, step.Element.Idempotent, step.Element.Priority, step.Element.Resource, step.Element.Retries, step.Element.AtMostOnce)
            .ShouldBe((handled.Timeout, handled.MaxTimeout, true, 8, "till", 4, true));
        plan.Fingerprint.ShouldBe(MoleculeDocument.Read(Document("rm", "charge"), static (_, _) => null).Plan.Fingerprint, "a host without the handler could not take the run over");
    }

    [Theory]
    [InlineData("work", false)]
    [InlineData("work", true)]
    [InlineData("toil", false)]
    [InlineData("toil", true)]
    public async Task Step_is_tried_again_as_often_as_its_handler_allows(string element, bool isPipeline)
    {
        var work = new FlowHandler(new Element(AtomGroup.Df, "work") { Aliases = ["toil"], Idempotent = true, Retries = 2 }, (_, _) =>
            ++_calls < 3 ? throw new InvalidOperationException("not yet") : new(PacketCodec.Serialize("done")));
        await using RunningHost host = await RunningHost.StartAsync(new() { ["PacketFlow:Errors:retry_delay_ms"] = "1" }, static (_, _) => { }, work);

        FlowValue result = isPipeline
            ? (await host.Client.SubmitAsync("cf", "seq", FlowValue.Map(("durable", true), ("steps", FlowValue.Array([Step("df", element)])))))["result"]
            : await host.Client.SubmitAsync("cf", "run", FlowValue.Map(("document", Document("df", element))));

        result.ShouldBe((FlowValue)"done");
        _calls.ShouldBe(3);
    }

    [Fact]
    public async Task Step_has_the_time_that_its_handler_allows()
    {
        var hang = new FlowHandler(new Element(AtomGroup.Df, "work") { Timeout = TimeSpan.FromMilliseconds(50) }, static async (_, call) =>
        {
            await Task.Delay(Timeout.Infinite, call.Cancellation);
            return [];
        });
        await using RunningHost host = await RunningHost.StartAsync(hang);

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(
            async () => await host.Client.SubmitAsync("cf", "run", FlowValue.Map(("document", Document("df", "work")))));

        refusal.Code.ShouldBe(ErrorCodes.TimedOut);
        refusal.Message.ShouldContain("Step one was not done within 0.05 s");
    }

    private static FlowValue Document(string group, string element) => FlowValue.Map(("id", "doc"), ("steps", FlowValue.Array([Step(group, element)])));

    private static FlowValue Step(string group, string element) => FlowValue.Map(("name", "one"), ("g", group), ("e", element));
}
