using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>Handlers that hold the thread of the HTTP request that their atom came in.</summary>
public class HttpSlowHandlerTests
{
    [Fact]
    public async Task Handler_that_was_quick_and_blocks_is_PF408_at_its_deadline()
    {
        using var release = new ManualResetEventSlim();
        await using RunningHost host = await StartQuickAsync(release);
        using var http = new HttpClient { BaseAddress = host.Http };

        using HttpResponseMessage response = await http.PostAsync("/atoms", Json("""{"id":"a","group":"df","element":"block","data":1,"timeout_ms":50}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        release.IsSet.ShouldBeFalse();
        release.Set();
    }

    [Fact]
    public async Task Batch_goes_on_behind_handlers_that_hold_their_threads()
    {
        using var release = new ManualResetEventSlim();
        await using RunningHost host = await StartQuickAsync(release);
        using var http = new HttpClient { BaseAddress = host.Http };
        string packets = string.Join(',', new[] { 0, 1, 0, 1, 0 }.Select(static (data, index) =>
            $$"""{"id":"a{{index}}","group":"df","element":"block","data":{{data}},"timeout_ms":{{(data == 1 ? 50 : 20_000)}}}"""));

        using HttpResponseMessage response = await http.PostAsync("/atoms/batch", Json($"[{packets}]"));

        (await ReadAsync(response)).AsArray().Select(static answer => $"{answer!["packet_id"]} {answer["status"]} {answer["error"]?["code"] ?? answer["data"]}")
            .ShouldBe(["a0 success 0", "a1 error PF408", "a2 success 0", "a3 error PF408", "a4 success 0"]);
        release.IsSet.ShouldBeFalse();
        release.Set();
    }

    [Fact]
    public async Task Handler_that_returns_after_its_deadline_answers_for_no_other()
    {
        using var through = new ManualResetEventSlim();
        var gate = new Gate();
        await using RunningHost host = await StartQuickAsync(through, gate);
        using var http = new HttpClient { BaseAddress = host.Http };
        var metrics = host.Services.GetRequiredService<ReactorMetrics>();
        long before = Completed(metrics);

        Task<HttpResponseMessage> asked = http.PostAsync("/atoms/batch", Json(
            """[{"id":"a","group":"df","element":"block","data":3,"timeout_ms":50},{"id":"b","group":"df","element":"block","data":2}]"""));
        await gate.Entered;
        through.Wait(TcpPeer.Patience, TestContext.Current.CancellationToken).ShouldBeTrue();

        // Had it answered once more, the request would be over here without b: which of the two is faster is chance, the count is not.
        Completed(metrics).ShouldBe(before);
        gate.Open();
        using HttpResponseMessage response = await asked;
        (await ReadAsync(response)).AsArray().Select(static answer => $"{answer!["packet_id"]} {answer["error"]?["code"] ?? answer["data"]}").ShouldBe(["a PF408", "b 2"]);
        Completed(metrics).ShouldBe(before + 1);
    }

    private static long Completed(ReactorMetrics metrics) => metrics.Total().Outcome((int)AtomGroup.Df, (int)AtomOutcome.Completed);

    // An element that has been quick so far runs where its atoms come in.
    private static async Task<RunningHost> StartQuickAsync(ManualResetEventSlim signal, Gate? gate = null)
    {
        RunningHost host = await RunningHost.StartAsync(new Through(signal, new NumberHandler(AtomGroup.Df, "block", (value, call) =>
        {
            switch (value)
            {
                case 1:
                    signal.Wait(TcpPeer.Patience, TestContext.Current.CancellationToken);
                    break;
                case 2:
                    return gate!.WaitAsync(value, call);
                case 3:
                    // It returns only when it has been answered for.
                    call.Cancellation.WaitHandle.WaitOne(TcpPeer.Patience);
                    break;
            }

            return new(value);
        })));
        for (int i = 0; i < 100; i++)
        {
            await host.Client.SubmitAsync("df", "block", 0);
        }

        return host;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>Says when the thread of the handler that comes too late is through with it, its answer included.</summary>
    private sealed class Through(ManualResetEventSlim signal, NumberHandler handler) : ElementHandler(handler.Element)
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
        {
            PacketReader ahead = payload;
            bool isLate = ahead.ReadInt32() == 3;
            ValueTask done = handler.InvokeAsync(ref payload, call);
            if (isLate)
            {
                signal.Set();
            }

            return done;
        }
    }
}
