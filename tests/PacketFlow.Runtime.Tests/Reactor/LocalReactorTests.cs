using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>Atoms through a real host with a module written by hand, as a generator would write it.</summary>
public class LocalReactorTests
{
    private static readonly Element<int, int> Double = new(AtomGroup.Df, "double");
    private static readonly Element<int, int> Fail = new(AtomGroup.Df, "fail");
    private static readonly Element<int, int> Refuse = new(AtomGroup.Df, "refuse");
    private static readonly Element<int, int> Hang = new(AtomGroup.Df, "hang") { Timeout = TimeSpan.FromMilliseconds(50), Idempotent = true };
    private static readonly Element<Nothing, int> Instance = new(AtomGroup.Df, "instance");

    [Fact]
    public async Task Submit_gives_the_handlers_result()
    {
        using IHost host = await StartAsync();

        (await Client(host).SubmitAsync(Double, 21)).ShouldBe(42);
        (await Client(host).SubmitAsync("df", "double", 21)).AsInt64().ShouldBe(42);
    }

    [Fact]
    public async Task Submit_without_a_handler_is_PF001()
    {
        using IHost host = await StartAsync();

        var failure = await Should.ThrowAsync<PacketFlowException>(async () => await Client(host).SubmitAsync(new Element<int, int>(AtomGroup.Df, "nobody"), 1));

        failure.Code.ShouldBe("PF001");
        failure.AtomId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Submit_payload_that_does_not_fit_is_PF003()
    {
        using IHost host = await StartAsync();

        var failure = await Should.ThrowAsync<PacketFlowException>(async () => await Client(host).SubmitAsync("df", "double", "one"));

        failure.Code.ShouldBe("PF003");
    }

    [Fact]
    public async Task Submit_handler_that_throws_is_PF500_without_its_message()
    {
        using IHost host = await StartAsync();

        AtomResult<int> result = await Client(host).TrySubmitAsync(Fail, 1);

        result.Error!.Code.ShouldBe("PF500");
        result.Error.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Submit_handler_that_refuses_keeps_its_code()
    {
        using IHost host = await StartAsync();

        AtomResult<int> result = await Client(host).TrySubmitAsync(Refuse, 1, new SubmitOptions { Id = "a7" });

        (result.Error!.Code, result.Error.Category, result.Error.AtomId).ShouldBe(("SHOP7", ErrorCategory.Retryable, "a7"));
    }

    [Fact]
    public async Task Submit_handler_that_ignores_its_token_is_PF408_in_time()
    {
        using IHost host = await StartAsync();

        AtomResult<int> result = await Client(host).TrySubmitAsync(Hang, 1);

        (result.Error!.Code, result.Error.Category).ShouldBe(("PF408", ErrorCategory.Retryable));
    }

    [Fact]
    public async Task Submit_cancelled_by_the_caller_is_PF499()
    {
        using IHost host = await StartAsync();
        using var cancel = new CancellationTokenSource();

        ValueTask<AtomResult<int>> pending = Client(host).TrySubmitAsync(Hang, 1, new SubmitOptions { Timeout = TimeSpan.FromSeconds(60) }, cancel.Token);
        await cancel.CancelAsync();

        (await pending).Error!.Code.ShouldBe("PF499");
    }

    [Fact]
    public async Task Target_is_one_for_the_process_unless_registered_otherwise()
    {
        using IHost shared = await StartAsync();
        using IHost scoped = await StartAsync(static services => services.AddScoped<Target>());

        (await Client(shared).SubmitAsync(Instance, default)).ShouldBe(await Client(shared).SubmitAsync(Instance, default));
        (await Client(scoped).SubmitAsync(Instance, default)).ShouldNotBe(await Client(scoped).SubmitAsync(Instance, default));
    }

    [Fact]
    public async Task Start_with_one_address_twice_stops_the_host()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.AddPacketFlow(static flow => flow.Add(new Module()).Add(new SecondModule()));
        using IHost host = builder.Build();

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync());

        failure.Message.ShouldContain("df:double");
    }

    [Fact]
    public async Task AddPacketFlow_twice_adds_up()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.AddPacketFlow(static _ => { });
        builder.AddPacketFlow(static flow => flow.Add(new Module()).Add(new Module()));
        using IHost host = builder.Build();
        await host.StartAsync();

        (await Client(host).SubmitAsync(Double, 2)).ShouldBe(4);
    }

    // Without doors: many of these hosts are open at a time.
    private static HostApplicationBuilder NewBuilder()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("PacketFlow:Listen:Tcp", "off")]);
        return builder;
    }

    private static IPacketFlowClient Client(IHost host) => host.Services.GetRequiredService<IPacketFlowClient>();

    private static async Task<IHost> StartAsync(Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = NewBuilder();
        services?.Invoke(builder.Services);
        builder.AddPacketFlow(static flow => flow.Add(new Module()));
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class Target
    {
        private static int s_made;

        public int Number { get; } = Interlocked.Increment(ref s_made);
    }

    private sealed class Module : IPacketFlowModule
    {
        public string Name => "Tests";

        public IReadOnlyList<ElementHandler> Handlers { get; } =
        [
            new Handler(Double, static (value, _) => new ValueTask<int>(value * 2)),
            new Handler(Fail, static (_, _) => throw new InvalidOperationException("secret")),
            new Handler(Refuse, static (_, _) => throw new ElementException("SHOP7", ErrorCategory.Retryable, "Not today.")),
            new Handler(Hang, static (_, _) => new ValueTask<int>(new TaskCompletionSource<int>().Task)),
            new TargetHandler(),
        ];
    }

    private sealed class SecondModule : IPacketFlowModule
    {
        public string Name => "More tests";

        public IReadOnlyList<ElementHandler> Handlers { get; } = [new Handler(Double, static (value, _) => new ValueTask<int>(value))];
    }

    private sealed class Handler(Element element, Func<int, AtomCall, ValueTask<int>> handle) : ElementHandler(element)
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) =>
            call.CompleteAsync(handle(payload.ReadInt32(), call), Formatter<int>.Default);
    }

    private sealed class TargetHandler() : ElementHandler(Instance)
    {
        public override Type? TargetType => typeof(Target);

        public override object CreateTarget(IServiceProvider services) => new Target();

        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) =>
            call.Complete(((Target)call.Target!).Number, Formatter<int>.Default);
    }
}
