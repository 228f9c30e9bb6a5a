using System.Text.Json.Nodes;

namespace PacketFlow.Peers;

/// <summary>An Erlang process that handles elements: what is submitted here is run there.</summary>
public sealed class ErlangReactorTests
{
    [Fact]
    public async Task Atoms_are_run_by_it_and_its_loss_is_told()
    {
        await using var host = new QuickStart();
        await host.InitializeAsync();
        await using StartedProcess reactor = Start(host);
        await reactor.LineAsync("registered");

        (int status, string answer) = await host.SubmitAsync("erlang_sum", """{"items":[1,2.5,-4e1],"note":"\ud83e\uddea \"\\\u0007λ"}""");
        status.ShouldBe(200, answer);
        JsonNode.DeepEquals(JsonNode.Parse(answer), JsonNode.Parse("""{"sum":-36.5,"note":"🧪 \"\\\u0007λ"}""")).ShouldBeTrue(answer);
        (await host.AskAsync("/health?detail=true")).Body.ShouldContain("\"df:erlang_sum\"");
        (await host.SubmitAsync("erlang_fail", "null")).ShouldBe((500, "PF500 erlang says \"no\""), reactor.Output);

        Task<(int, string)> hanging = host.SubmitAsync("erlang_hang", "null");
        await reactor.LineAsync("hanging");
        await reactor.KillAsync();

        (await hanging).ShouldBe((504, "PF504 The peer that handled df:erlang_hang was lost; the outcome is unknown."));
        (await host.SubmitAsync("erlang_hang", "null")).ShouldBe((404, "PF001 No handler for df:erlang_hang."));
        (await host.AskAsync("/health?detail=true")).Body.ShouldNotContain("erlang");
    }

    [Fact]
    public async Task Host_that_is_stopped_answers_what_its_peer_has_not_done()
    {
        await using var host = new QuickStart(("PacketFlow__Limits__drain_grace_ms", "50"));
        await host.InitializeAsync();
        await using StartedProcess reactor = Start(host);
        await reactor.LineAsync("registered");
        Task<(int Status, string Answer)> hanging = host.SubmitAsync("erlang_hang", "null");
        await reactor.LineAsync("hanging");

        (await host.Process.StopAsync()).ShouldBe(0, host.Process.Output);

        (await hanging).Status.ShouldBe(504);
        (await hanging).Answer.ShouldStartWith("PF504");
        (await reactor.ExitAsync()).ShouldBe(0, reactor.Output);
        reactor.Output.ShouldEndWith("closed 1001");
    }

    private static StartedProcess Start(RunningProgram host) => RunningProgram.Start("escript", "reactor.escript", host.Http.Split(':')[1]);
}
