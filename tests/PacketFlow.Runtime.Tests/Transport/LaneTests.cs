using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>What each group promises, seen from a connection.</summary>
public class LaneTests
{
    private static readonly TimeSpan Patience = TcpPeer.Patience;

    private static Dictionary<string, string?> ManyInFlight => new()
    {
        ["PacketFlow:Limits:in_flight"] = "16384",
        ["PacketFlow:Limits:lane_queue"] = "20000",
    };

    [Theory]
    [InlineData("cf", "")]
    [InlineData("cf", "\"cid\":\"order\",")]
    [InlineData("rm", "")]
    public async Task Atoms_of_one_key_run_one_at_a_time_in_order(string group, string correlation)
    {
        const int Atoms = 1000;
        var probe = new Probe();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(Group(group), "step", probe.YieldAsync));
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync([.. Enumerable.Range(0, Atoms).SelectMany(i => TcpPeer.Submit(i, group, "step", correlation))]);
        for (int i = 0; i < Atoms; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }

        probe.Most.ShouldBe(1);
        probe.Seen.ShouldBe(Enumerable.Range(0, Atoms));
    }

    [Fact]
    public async Task Changes_of_the_system_run_one_at_a_time_in_order()
    {
        const int Changes = 1000;
        var probe = new Probe();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Mc, "step", probe.YieldAsync));

        await Task.WhenAll([.. Enumerable.Range(0, Changes).Select(i => host.Client.SubmitAsync("mc", "step", i).AsTask())]);

        probe.Most.ShouldBe(1);
        probe.Seen.ShouldBe(Enumerable.Range(0, Changes));
    }

    [Fact]
    public async Task Control_flow_of_different_correlation_ids_runs_side_by_side()
    {
        var both = new Barrier();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "meet", both.MeetAsync));
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync([.. TcpPeer.Submit(1, "cf", "meet", "\"cid\":\"one\","), .. TcpPeer.Submit(2, "cf", "meet", "\"cid\":\"two\",")]);

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

        await one.SendRawAsync(TcpPeer.Submit(1, "cf", "meet"));
        await two.SendRawAsync(TcpPeer.Submit(2, "cf", "meet"));

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

        await peer.SendRawAsync([.. TcpPeer.Submit(1, "rm", "disk"), .. TcpPeer.Submit(2, "rm", "printer")]);

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
        await peer.SendRawAsync([.. Enumerable.Range(0, 6).SelectMany(static i => TcpPeer.Submit(i, "df", "block"))]);

        for (int i = 0; i < 50; i++)
        {
            await other.SendRawAsync(TcpPeer.Submit(i, "ed", "notify"));
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
            await peer.SendRawAsync(TcpPeer.Submit(0, "df", "block"));
            (await peer.CodeAsync()).ShouldBeNull();
        }

        await peer.SendRawAsync([.. TcpPeer.Submit(1, "df", "block"), .. TcpPeer.Submit(2, "df", "echo")]);
        ((string)(await peer.ReceiveAsync())!["d"]!["atom_id"]!).ShouldBe("2");

        release.Set();
        ((string)(await peer.ReceiveAsync())!["d"]!["atom_id"]!).ShouldBe("1");
    }

    [Fact]
    public async Task Order_holds_amid_data_flow_that_two_threads_share()
    {
        const int Flood = 300, Marks = 50;
        var seen = new ConcurrentQueue<int>();
        await using RunningHost host = await RunningHost.StartAsync(
            ManyInFlight,
            static (_, _) => { },
            new NumberHandler(AtomGroup.Df, "count", static (value, _) => new(value)),
            new NumberHandler(AtomGroup.Cf, "mark", (mark, _) =>
            {
                seen.Enqueue(mark);
                return new(mark);
            }));
        await using TcpPeer peer = await host.ConnectAsync();

        Task sending = peer.SendRawAsync([.. Enumerable.Range(0, Marks).SelectMany(static mark => Enumerable.Range(1, Flood)
            .SelectMany(i => TcpPeer.Submit((mark * (Flood + 1)) + i, "df", "count"))
            .Concat(TcpPeer.Submit((mark + 1) * (Flood + 1), "cf", "mark", payload: mark)))]);
        for (int i = 0; i < Marks * (Flood + 1); i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }

        await sending;
        seen.ShouldBe(Enumerable.Range(0, Marks));
    }

    [Fact]
    public async Task Handler_that_blocks_a_shared_part_holds_nobody_else()
    {
        const int Flood = 2000;
        using var release = new ManualResetEventSlim();
        int calls = 0;
        await using RunningHost host = await RunningHost.StartAsync(ManyInFlight, static (_, _) => { }, new NumberHandler(
            AtomGroup.Df, "sometimes", (value, _) => Interlocked.Increment(ref calls) > Flood && value == 1 ? Block(release, value) : new(value)));
        await using TcpPeer peer = await host.ConnectAsync();
        for (int round = 0; round < 2; round++)
        {
            Task sending = peer.SendRawAsync([.. Enumerable.Range(1, Flood).SelectMany(static i => TcpPeer.Submit(i, "df", "sometimes"))]);
            for (int i = round; i < Flood; i++)
            {
                (await peer.CodeAsync()).ShouldBeNull();
            }

            await sending;
        }

        release.Set();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Lane_that_is_full_answers_PF429_with_a_time_to_wait()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:lane_queue"] = "1" }, static (_, _) => { }, new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "cf", "wait"));
        await gate.Entered;

        await peer.SendRawAsync([.. TcpPeer.Submit(2, "cf", "wait"), .. TcpPeer.Submit(3, "cf", "wait")]);

        JsonNode refusal = (await peer.ReceiveAsync())!["d"]!;
        ((string?)refusal["atom_id"], (string?)refusal["code"], (string?)refusal["category"]).ShouldBe(("3", "PF429", "retryable"));
        ((double)refusal["retry_after"]!).ShouldBePositive();
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Control_flow_that_calls_its_own_key_is_PF508_at_once()
    {
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "self", static async (value, call) =>
            (int)(await call.Context.Client.SubmitAsync("cf", "self", value, new SubmitOptions { CorrelationId = call.Context.CorrelationId })).AsInt64()));
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync(TcpPeer.Submit(1, "cf", "self", "\"cid\":\"mine\","));

        (await peer.CodeAsync()).ShouldBe("PF508");
    }

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
}
