using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>What each group promises, seen from a connection.</summary>
public class LaneTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("cf", "")]
    [InlineData("cf", "\"cid\":\"order\",")]
    [InlineData("mc", "")]
    [InlineData("rm", "")]
    public async Task Atoms_of_one_key_run_one_at_a_time_in_order(string group, string correlation)
    {
        const int Atoms = 1000;
        var probe = new Probe();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(Group(group), "step", probe.YieldAsync));
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync([.. Enumerable.Range(0, Atoms).SelectMany(i => Message(i, group, "step", correlation))]);
        for (int i = 0; i < Atoms; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }

        probe.Most.ShouldBe(1);
        probe.Seen.ShouldBe(Enumerable.Range(0, Atoms));
    }

    [Fact]
    public async Task Control_flow_of_different_correlation_ids_runs_side_by_side()
    {
        var both = new Barrier();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "meet", both.MeetAsync));
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync([.. Message(1, "cf", "meet", "\"cid\":\"one\","), .. Message(2, "cf", "meet", "\"cid\":\"two\",")]);

        (await peer.CodeAsync()).ShouldBeNull();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Control_flow_of_different_connections_runs_side_by_side()
    {
        var both = new Barrier();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "meet", both.MeetAsync));
        await using TcpPeer one = await host.ConnectAsync();
        await using TcpPeer two = await host.ConnectAsync();

        await one.SendRawAsync(Message(1, "cf", "meet"));
        await two.SendRawAsync(Message(2, "cf", "meet"));

        (await one.CodeAsync()).ShouldBeNull();
        (await two.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Resources_of_different_names_are_held_side_by_side()
    {
        var both = new Barrier();
        await using RunningHost host = await RunningHost.StartAsync(
            new NumberHandler(AtomGroup.Rm, "disk", both.MeetAsync), new NumberHandler(AtomGroup.Rm, "printer", both.MeetAsync));
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync([.. Message(1, "rm", "disk"), .. Message(2, "rm", "printer")]);

        (await peer.CodeAsync()).ShouldBeNull();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Events_are_served_while_blocked_data_flow_fills_its_lane()
    {
        using var release = new ManualResetEventSlim();
        await using RunningHost host = await RunningHost.StartAsync(
            new NumberHandler(AtomGroup.Df, "block", (value, _) => Block(release, value)), new NumberHandler(AtomGroup.Ed, "notify", static (value, _) => new(value)));
        await using TcpPeer peer = await host.ConnectAsync();
        await using TcpPeer other = await host.ConnectAsync();
        await peer.SendRawAsync([.. Enumerable.Range(0, 6).SelectMany(static i => Message(i, "df", "block"))]);

        for (int i = 0; i < 50; i++)
        {
            await other.SendRawAsync(Message(i, "ed", "notify"));
            (await other.CodeAsync()).ShouldBeNull();
        }

        release.Set();
        for (int i = 0; i < 6; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Handler_that_blocks_its_thread_does_not_hold_its_connection()
    {
        using var release = new ManualResetEventSlim();
        await using RunningHost host = await RunningHost.StartAsync(
            new NumberHandler(AtomGroup.Df, "block", (value, _) => value == 0 ? new(value) : Block(release, value)), NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();
        for (int i = 0; i < 100; i++)
        {
            // It looks quick: it is run where its atoms come in.
            await peer.SendRawAsync(Message(0, "df", "block"));
            (await peer.CodeAsync()).ShouldBeNull();
        }

        await peer.SendRawAsync([.. Message(1, "df", "block"), .. Message(2, "df", "echo")]);
        ((string)(await peer.ReceiveAsync())!["d"]!["atom_id"]!).ShouldBe("2");

        release.Set();
        ((string)(await peer.ReceiveAsync())!["d"]!["atom_id"]!).ShouldBe("1");
    }

    [Fact]
    public async Task Lane_that_is_full_answers_PF429_with_a_time_to_wait()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:lane_queue"] = "1" }, static (_, _) => { }, new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(Message(1, "cf", "wait"));
        await gate.Entered;

        await peer.SendRawAsync([.. Message(2, "cf", "wait"), .. Message(3, "cf", "wait")]);

        JsonNode refusal = (await peer.ReceiveAsync())!["d"]!;
        ((string?)refusal["atom_id"], (string?)refusal["code"], (string?)refusal["category"]).ShouldBe(("3", "PF429", "retryable"));
        ((double)refusal["retry_after"]!).ShouldBePositive();
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Connection_with_too_many_in_flight_is_told_PF429()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:in_flight"] = "1" }, static (_, _) => { }, new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(Message(1, "df", "wait"));
        await gate.Entered;

        await peer.SendRawAsync(Message(2, "df", "wait"));

        (await peer.CodeAsync()).ShouldBe("PF429");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Id_still_in_flight_is_PF409()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(Message(1, "df", "wait"));
        await gate.Entered;

        await peer.SendRawAsync(Message(1, "df", "wait"));

        (await peer.CodeAsync()).ShouldBe("PF409");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Control_flow_that_calls_its_own_key_is_PF508_at_once()
    {
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "self", static async (value, call) =>
            (int)(await call.Context.Client.SubmitAsync("cf", "self", value, new SubmitOptions { CorrelationId = call.Context.CorrelationId })).AsInt64()));
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync(Message(1, "cf", "self", "\"cid\":\"mine\","));

        (await peer.CodeAsync()).ShouldBe("PF508");
    }

    [Fact]
    public async Task Idempotency_key_is_run_once_and_answered_each_time()
    {
        int runs = 0;
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "count", (_, _) => new(Interlocked.Increment(ref runs))));
        await using TcpPeer peer = await host.ConnectAsync();

        foreach (string id in (string[])["a", "b", "c"])
        {
            JsonNode answer = (await peer.AskAsync($$$"""{"t":1,"s":1,"d":{"id":"{{{id}}}","g":"df","e":"count","d":0,"k":"once"}}"""))!["d"]!;
            ((string?)answer["atom_id"], (int?)answer["data"]).ShouldBe((id, 1));
        }

        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Idempotency_key_of_a_running_atom_gets_its_result_too()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"wait","d":4,"k":"once"}}""");
        await gate.Entered;
        await peer.SendAsync("""{"t":1,"s":2,"d":{"id":"b","g":"df","e":"wait","d":5,"k":"once"}}""");
        await peer.AskAsync("""{"t":4,"s":3}""");

        gate.Open();

        JsonNode[] answers = [(await peer.ReceiveAsync())!, (await peer.ReceiveAsync())!];
        answers.Select(static answer => (int)answer["d"]!["data"]!).ShouldBe([4, 4]);
        answers.Select(static answer => (int)answer["s"]!).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Cancel_answers_PF499_and_cancels_the_handlers_token()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(Message(1, "df", "wait"));
        await gate.Entered;

        await peer.SendAsync("""{"t":8,"d":{"atom_id":"1"}}""");

        (await peer.CodeAsync()).ShouldBe("PF499");
        await gate.Cancelled;
    }

    [Fact]
    public async Task Connection_that_is_lost_cancels_its_atoms()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using (TcpPeer peer = await host.ConnectAsync())
        {
            await peer.SendRawAsync(Message(1, "df", "wait"));
            await gate.Entered;
        }

        await gate.Cancelled;
    }

    [Fact]
    public async Task Timeout_of_the_atom_is_PF408()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync("""{"t":1,"d":{"id":"a","g":"df","e":"wait","d":0,"t":0.05}}"""))!;

        ((string?)answer["d"]!["code"], (string?)answer["d"]!["category"]).ShouldBe(("PF408", "fatal"));
        await gate.Cancelled;
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData("120", null)]
    [InlineData("121", 120)]
    [InlineData("1e300", 120)]
    public async Task Timeout_above_the_maximum_is_clamped_and_told(string timeout, int? told)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync($$$"""{"t":1,"d":{"id":"a","g":"df","e":"echo","d":0,"t":{{{timeout}}}}}"""))!;

        ((int?)answer["d"]!["timeout"]).ShouldBe(told);
    }

    [Fact]
    public async Task Ttl_that_passes_before_the_start_is_PF004()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(Message(1, "cf", "wait"));
        await gate.Entered;

        await peer.SendRawAsync(Message(2, "cf", "wait", "\"ttl\":0.05,"));

        (await peer.CodeAsync()).ShouldBe("PF004");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Drain_answers_PF504_to_what_runs_and_PF503_to_what_waits()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:drain_grace_ms"] = "50" }, static (_, _) => { }, new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync([.. Message(1, "cf", "wait"), .. Message(2, "cf", "wait")]);
        await gate.Entered;
        await peer.AskAsync("""{"t":4,"s":3}""");

        await host.StopAsync();

        var codes = new Dictionary<string, string>();
        while (await peer.ReceiveAsync() is { } answer)
        {
            codes[(string)answer["d"]!["atom_id"]!] = (string)answer["d"]!["code"]!;
        }

        codes.OrderBy(static pair => pair.Key).Select(static pair => pair.Value).ShouldBe(["PF504", "PF503"]);
    }

    [Fact]
    public async Task Drain_lets_what_runs_end()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync), NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(Message(1, "cf", "wait"));
        await gate.Entered;

        Task stopping = host.StopAsync();
        string? code;
        do
        {
            await peer.SendRawAsync(Message(2, "df", "echo"));
            code = await peer.CodeAsync();
        }
        while (code is null);

        code.ShouldBe("PF503");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
        await stopping;
    }

    private static byte[] Message(int value, string group, string element, string more = "") =>
        TcpPeer.Frame(PacketCodec.FromJson($$$"""{"t":1,"s":{{{value}}},{{{more}}}"d":{"id":"{{{value}}}","g":"{{{group}}}","e":"{{{element}}}","d":{{{value}}}}}"""));

    private static AtomGroup Group(string code) => PeriodicTable.Groups.Single(group => PeriodicTable.GroupCode(group) == code);

    private static ValueTask<int> Block(ManualResetEventSlim release, int value)
    {
        release.Wait(Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
        return new(value);
    }

    private sealed class Probe
    {
        private int _running;

        public int Most { get; private set; }

        public ConcurrentQueue<int> Seen { get; } = [];

        public async ValueTask<int> YieldAsync(int value, CompilerServices.AtomCall call)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref _running));
            await Task.Yield();
            Seen.Enqueue(value);
            Interlocked.Decrement(ref _running);
            return value;
        }
    }

    private sealed class Barrier
    {
        private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _here;

        public async ValueTask<int> MeetAsync(int value, CompilerServices.AtomCall call)
        {
            if (Interlocked.Increment(ref _here) == 2)
            {
                _both.SetResult();
            }

            await _both.Task.WaitAsync(Patience);
            return value;
        }
    }

    private sealed class Gate
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task.WaitAsync(Patience);

        public Task Cancelled => _cancelled.Task.WaitAsync(Patience);

        public void Open() => _open.TrySetResult();

        public async ValueTask<int> WaitAsync(int value, CompilerServices.AtomCall call)
        {
            CancellationToken token = call.Cancellation;
            _entered.TrySetResult();
            try
            {
                await _open.Task.WaitAsync(token);
            }
            catch (OperationCanceledException)
            {
                _cancelled.TrySetResult();
                throw;
            }

            return value;
        }
    }
}
