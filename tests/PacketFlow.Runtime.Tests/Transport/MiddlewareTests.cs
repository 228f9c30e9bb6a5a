using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;

namespace PacketFlow.Transport;

/// <summary>What stands around a handler, and what it is given.</summary>
public class MiddlewareTests
{
    private const string Ask = """{"t":1,"s":1,"d":{"id":"a","g":"df","e":"note","d":1}}""";

    [Fact]
    public async Task Middleware_runs_in_the_order_in_which_it_was_added()
    {
        var trail = new Trail();
        await using RunningHost host = await StartAsync(trail, static flow => flow.Use<Outer>().Use<Inner>());
        await using TcpPeer peer = await host.ConnectAsync();

        ((int)(await peer.AskAsync(Ask))!["d"]!["data"]!).ShouldBe(1);

        // The answer leaves before the middleware has come back.
        (await trail.CameBack.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue();
        trail.Steps.ShouldBe(["outer in", "inner in", "handler", "inner out", "outer out"]);
    }

    [Fact]
    public async Task Middleware_that_refuses_keeps_the_handler_from_running()
    {
        var trail = new Trail();
        await using RunningHost host = await StartAsync(trail, static flow => flow.Use<Refusing>().Use<Inner>());
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync(Ask))!["d"]!;

        ((string?)answer["code"], (string?)answer["message"]).ShouldBe(("PF403", "not today"));
        trail.Steps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Middleware_that_forgets_to_go_on_is_PF500()
    {
        await using RunningHost host = await StartAsync(new Trail(), static flow => flow.Use<Forgetful>());
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendAsync(Ask);

        (await peer.CodeAsync()).ShouldBe("PF500");
    }

    [Fact]
    public async Task Scoped_instance_is_made_and_disposed_for_each_atom()
    {
        var trail = new Trail();
        await using RunningHost host = await RunningHost.StartAsync(
            [], (services, _) => services.AddSingleton(trail).AddScoped<Instance>(), new InstanceHandler());
        await using TcpPeer peer = await host.ConnectAsync();

        for (int i = 1; i <= 3; i++)
        {
            JsonNode answer = (await peer.AskAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"instance"}}"""))!["d"]!;
            ((int?)answer["data"]).ShouldBe(i, answer.ToJsonString());
        }

        for (int i = 1; i <= 3; i++)
        {
            (await trail.Disposed.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue();
        }

        trail.Steps.Order().ShouldBe(["disposed 1", "disposed 2", "disposed 3"]);
    }

    private static Task<RunningHost> StartAsync(Trail trail, Action<IPacketFlowBuilder> configure) => RunningHost.StartAsync(
        [],
        (services, flow) =>
        {
            services.AddSingleton(trail);
            configure(flow);
        },
        new NumberHandler(AtomGroup.Df, "note", (value, _) =>
        {
            trail.Steps.Enqueue("handler");
            return new(value);
        }));

    private sealed class Trail
    {
        public ConcurrentQueue<string> Steps { get; } = [];

        public SemaphoreSlim Disposed { get; } = new(0);

        public SemaphoreSlim CameBack { get; } = new(0);

        public int Made { get; set; }
    }

    private sealed class Outer(Trail trail) : IAtomMiddleware
    {
        public async ValueTask InvokeAsync(AtomContext context, AtomDelegate next)
        {
            trail.Steps.Enqueue("outer in");
            await next(context);
            trail.Steps.Enqueue("outer out");
            trail.CameBack.Release();
        }
    }

    private sealed class Inner(Trail trail) : IAtomMiddleware
    {
        public async ValueTask InvokeAsync(AtomContext context, AtomDelegate next)
        {
            trail.Steps.Enqueue("inner in");
            await next(context);
            trail.Steps.Enqueue("inner out");
        }
    }

    private sealed class Refusing : IAtomMiddleware
    {
        public ValueTask InvokeAsync(AtomContext context, AtomDelegate next) => throw new PacketFlowException("PF403", ErrorCategory.Fatal, "not today");
    }

    private sealed class Forgetful : IAtomMiddleware
    {
        public ValueTask InvokeAsync(AtomContext context, AtomDelegate next) => default;
    }

    private sealed class Instance(Trail trail) : IDisposable
    {
        public int Number { get; } = ++trail.Made;

        public void Dispose()
        {
            trail.Steps.Enqueue($"disposed {Number}");
            trail.Disposed.Release();
        }
    }

    private sealed class InstanceHandler() : ElementHandler(new Element<Nothing, int>(AtomGroup.Df, "instance"))
    {
        public override Type? TargetType => typeof(Instance);

        public override object CreateTarget(IServiceProvider services) => services.GetRequiredService<Instance>();

        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) =>
            call.Complete(((Instance)call.Target!).Number, Formatter<int>.Default);
    }
}
