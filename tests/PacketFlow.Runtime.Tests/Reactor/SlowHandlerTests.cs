using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFlow.Client;
using PacketFlow.CompilerServices;
using PacketFlow.Observability;
using PacketFlow.Transport;

namespace PacketFlow.Reactor;

/// <summary>What is told of handlers that go on when they should not, and of those that hold the thread which brought their atoms.</summary>
public sealed class SlowHandlerTests : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.1);

    private readonly VirtualTime _time = new();
    private readonly ToldLines _told = new();
    private readonly Gate _gate = new();
    private readonly ManualResetEventSlim _release = new();

    public void Dispose()
    {
        _gate.Open();
        _release.Set();
        _release.Dispose();
        _told.Dispose();
    }

    [Fact]
    public async Task Handler_that_waits_on_after_its_deadline_is_named_once_and_counted()
    {
        await using RunningHost host = await StartAsync(AtomGroup.Df, (value, call) => _gate.WaitAsync(value, CancellationToken.None));
        Task<AtomResult<FlowValue>> late = SubmitAsync(host, AtomGroup.Df, "a7");
        await _gate.Entered;

        _time.Advance(TimeSpan.FromSeconds(6));
        (await late).Error!.Code.ShouldBe("PF408");
        _told.Of(EventIds.IgnoresToken).ShouldBeEmpty();
        _time.Advance(Grace);
        _time.Advance(TimeSpan.FromSeconds(60));

        _told.Of(EventIds.IgnoresToken).ShouldHaveSingleItem()
            .ShouldStartWith("The handler of df:slow goes on although its atom a7 was answered: after 7.1 s it has not returned.");
        Ignored(host, AtomGroup.Df).ShouldBe(1);
    }

    [Fact]
    public async Task Handler_that_waits_on_after_its_caller_cancelled_is_named()
    {
        await using RunningHost host = await StartAsync(AtomGroup.Ed, (value, call) => _gate.WaitAsync(value, CancellationToken.None));
        using var cancel = new CancellationTokenSource();
        Task<AtomResult<FlowValue>> unwanted = SubmitAsync(host, AtomGroup.Ed, "a8", cancel.Token);
        await _gate.Entered;

        cancel.Cancel();
        (await unwanted).Error!.Code.ShouldBe("PF499");
        _time.Advance(Grace);

        (await _told.FirstAsync(EventIds.IgnoresToken)).ShouldContain("of ed:slow goes on although its atom a8");
        Ignored(host, AtomGroup.Ed).ShouldBe(1);
    }

    [Fact]
    public async Task Handler_that_blocks_on_in_its_lane_is_named()
    {
        await using RunningHost host = await StartAsync(AtomGroup.Df, Block);
        Task<AtomResult<FlowValue>> late = SubmitAsync(host, AtomGroup.Df, "a9");
        await _gate.Entered;

        _time.Advance(TimeSpan.FromSeconds(6));
        (await late).Error!.Code.ShouldBe("PF408");
        _time.Advance(Grace);

        _told.Of(EventIds.IgnoresToken).ShouldHaveSingleItem().ShouldContain("of df:slow goes on although its atom a9");
    }

    [Fact]
    public async Task Handler_that_heeds_its_token_is_not_named()
    {
        await using RunningHost host = await StartAsync(AtomGroup.Cf, (value, call) => value == 0 ? new(value) : _gate.WaitAsync(value, call));
        Task<AtomResult<FlowValue>> late = SubmitAsync(host, AtomGroup.Cf, "a1");
        await _gate.Entered;

        _time.Advance(TimeSpan.FromSeconds(6));
        (await late).Error!.Code.ShouldBe("PF408");

        // The next of its key starts when it is over.
        await host.Client.SubmitAsync("cf", "slow", 0);
        _time.Advance(Grace);

        _told.Of(EventIds.IgnoresToken).ShouldBeEmpty();
        Ignored(host, AtomGroup.Cf).ShouldBe(0);
    }

    [Fact]
    public async Task Handler_that_holds_the_thread_of_its_connection_is_named_and_then_its_deadline_counts()
    {
        await using RunningHost host = await StartAsync(AtomGroup.Df, (value, call) => value == 0 ? new(value) : Block(value, call));
        await using TcpPeer peer = await host.ConnectAsync();
        for (int i = 0; i < 100; i++)
        {
            // It looks quick: it is run where its atoms come in.
            await peer.SendRawAsync(TcpPeer.Submit(0, "df", "slow"));
            (await peer.CodeAsync()).ShouldBeNull();
        }

        await peer.SendAsync("""{"t":1,"s":7,"d":{"id":"held","g":"df","e":"slow","d":1,"t":5}}""");

        await _gate.Entered;
        (await PassUntilAsync(peer.CodeAsync())).ShouldBe("PF408");
        (await _told.FirstAsync(EventIds.HeldItsThread)).ShouldStartWith("The handler of df:slow held the thread of its connection or its caller");
        _time.Advance(Grace);
        _told.Of(EventIds.IgnoresToken).ShouldHaveSingleItem().ShouldContain("its atom held was answered");
    }

    [Fact]
    public async Task Handler_that_holds_the_thread_of_its_caller_in_this_process_is_named_and_its_token_ends()
    {
        await using RunningHost host = await StartAsync(AtomGroup.Df, (value, call) => value == 0 ? new(value) : BlockOn(value, call.Cancellation));
        for (int i = 0; i < 100; i++)
        {
            await host.Client.SubmitAsync("df", "slow", 0);
        }

        Task<AtomResult<FlowValue>> held = Task.Run(() => SubmitAsync(host, AtomGroup.Df, "mine"), TestContext.Current.CancellationToken);

        (await PassUntilAsync(held)).Error!.Code.ShouldBe("PF408");
        (await _told.FirstAsync(EventIds.HeldItsThread)).ShouldStartWith("The handler of df:slow held");
    }

    // The watchdog takes the atom away in its own time, and only then has it a deadline.
    private async Task<T> PassUntilAsync<T>(Task<T> done)
    {
        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await done;
    }

    private ValueTask<int> Block(int value, AtomCall call)
    {
        _gate.Enter();
        return BlockOn(value, CancellationToken.None);
    }

    private ValueTask<int> BlockOn(int value, CancellationToken token)
    {
        _release.Wait(TcpPeer.Patience, token).ShouldBeTrue();
        return new(value);
    }

    private static long Ignored(RunningHost host, AtomGroup group) => host.Services.GetRequiredService<ReactorMetrics>().Total().IgnoredTokens((int)group);

    private static Task<AtomResult<FlowValue>> SubmitAsync(RunningHost host, AtomGroup group, string id, CancellationToken cancellationToken = default) =>
        host.Client.TrySubmitAsync(new Element<int, FlowValue>(group, "slow"), 1, new SubmitOptions { Id = id, Timeout = TimeSpan.FromSeconds(5) }, cancellationToken).AsTask();

    private Task<RunningHost> StartAsync(AtomGroup group, Func<int, AtomCall, ValueTask<int>> handle) => RunningHost.StartAsync(
        [],
        (services, _) =>
        {
            services.AddSingleton<TimeProvider>(_time);
            services.AddSingleton<ILoggerProvider>(_told);
        },
        new NumberHandler(group, "slow", handle));
}
