using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;

namespace PacketFlow.Transport;

/// <summary>What lanes do when they have more than they can do. The clock stands: no lane is lent a thread for one that is held.</summary>
public class SaturationTests
{
    [Fact]
    public async Task Data_flow_runs_on_as_many_threads_as_there_are_cores()
    {
        int cores = Environment.ProcessorCount;
        using var all = new Barrier(cores);
        await using RunningHost host = await StartAsync(new NumberHandler(AtomGroup.Df, "meet", (value, _) =>
            new(all.SignalAndWait(TcpPeer.Patience, TestContext.Current.CancellationToken) ? value : throw new TimeoutException("The others did not run."))));
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync([.. Enumerable.Range(0, cores).SelectMany(static i => TcpPeer.Submit(i, "df", "meet"))]);

        for (int i = 0; i < cores; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(AtomGroup.Df)]
    [InlineData(AtomGroup.Cf)]
    public async Task Events_wait_for_no_lane_that_is_full(AtomGroup group)
    {
        string code = PeriodicTable.GroupCode(group);
        int cores = Environment.ProcessorCount;
        using var entered = new CountdownEvent(cores);
        using var release = new ManualResetEventSlim();
        await using RunningHost host = await StartAsync(
            new NumberHandler(group, "block", (value, _) =>
            {
                if (!release.IsSet)
                {
                    entered.Signal();
                    release.Wait(TcpPeer.Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
                }

                return new(value);
            }),
            new NumberHandler(AtomGroup.Ed, "notify", static async (value, _) =>
            {
                await Task.Yield();
                return value;
            }));
        await using TcpPeer peer = await host.ConnectAsync();
        await using TcpPeer other = await host.ConnectAsync();
        await peer.SendRawAsync([.. Enumerable.Range(0, cores + 50).SelectMany(i => TcpPeer.Submit(i, code, "block", $"\"cid\":\"{i}\","))]);
        entered.Wait(TcpPeer.Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
        await peer.AskAsync("""{"t":4,"s":1}""");
        host.Reactor.Lane(group).Waiting.ShouldBe(50);

        for (int i = 0; i < 20; i++)
        {
            await other.SendRawAsync(TcpPeer.Submit(i, "ed", "notify"));
            (await other.CodeAsync()).ShouldBeNull();
        }

        host.Reactor.Lane(group).Waiting.ShouldBe(50);
        release.Set();
        for (int i = 0; i < cores + 50; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Data_flow_that_waits_goes_by_its_priority()
    {
        const int Each = 20;
        int cores = Environment.ProcessorCount;
        using var entered = new CountdownEvent(cores);
        using var release = new ManualResetEventSlim();
        var seen = new ConcurrentQueue<int>();
        await using RunningHost host = await StartAsync(new NumberHandler(AtomGroup.Df, "block", (value, call) =>
        {
            if (!release.IsSet)
            {
                entered.Signal();
                release.Wait(TcpPeer.Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
                return new(value);
            }

            seen.Enqueue(call.Context.Priority);
            return new(value);
        }));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync([.. Enumerable.Range(0, cores).SelectMany(static i => TcpPeer.Submit(i, "df", "block"))]);
        entered.Wait(TcpPeer.Patience, TestContext.Current.CancellationToken).ShouldBeTrue();
        foreach (int priority in (int[])[1, 9])
        {
            await peer.SendRawAsync([.. Enumerable.Range(0, Each).SelectMany(i => TcpPeer.Submit((priority * 100) + i, "df", "block", $"\"p\":{priority},"))]);
        }

        await peer.AskAsync("""{"t":4,"s":1}""");
        release.Set();
        for (int i = 0; i < cores + (2 * Each); i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }

        // A core may have begun the next before another says what it had.
        seen.Take(Each).Count(static priority => priority == 9).ShouldBeGreaterThan(Each - cores);
    }

    [Fact]
    public async Task Control_flow_keeps_the_order_of_each_key_of_each_connection()
    {
        const int Connections = 8, Keys = 12, Each = 600;
        var seen = new ConcurrentDictionary<(int Connection, int Key), ConcurrentQueue<int>>();
        var running = new int[Keys];
        int overlaps = 0;
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "step", async (value, call) =>
        {
            (int connection, int key, int number) = (value / Each / 100, value / Each % 100, value % Each);

            // Without a correlation id the key is the connection's own.
            overlaps += key > 0 && Interlocked.Increment(ref running[key]) > 1 ? 1 : 0;
            if (number % 3 > 0)
            {
                await Task.Yield();
            }

            seen.GetOrAdd((connection, key), static _ => []).Enqueue(number);
            if (key > 0)
            {
                Interlocked.Decrement(ref running[key]);
            }

            return value;
        }));

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            await using TcpPeer peer = await host.ConnectAsync();
            var next = new int[Keys];
            var random = new Random(connection);
            byte[] frames = [.. Enumerable.Range(0, Each).SelectMany(i =>
            {
                int key = random.Next(Keys);
                return TcpPeer.Submit(i, "cf", "step", key == 0 ? "" : $"\"cid\":\"{key}\",", (((connection * 100) + key) * Each) + next[key]++);
            })];
            await peer.SendRawAsync(frames);
            for (int i = 0; i < Each; i++)
            {
                (await peer.CodeAsync()).ShouldBeNull();
            }
        }));

        overlaps.ShouldBe(0);
        seen.Values.Sum(static queue => queue.Count).ShouldBe(Connections * Each);
        foreach (ConcurrentQueue<int> numbers in seen.Values)
        {
            numbers.ShouldBe(Enumerable.Range(0, numbers.Count));
        }
    }

    private static Task<RunningHost> StartAsync(params ElementHandler[] handlers) =>
        RunningHost.StartAsync([], static (services, _) => services.AddSingleton<TimeProvider>(new SteppedTime()), handlers);
}
