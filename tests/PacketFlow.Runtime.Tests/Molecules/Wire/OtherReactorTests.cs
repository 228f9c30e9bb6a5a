using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Client;
using PacketFlow.CompilerServices;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>What nobody here handles is sent to the reactors of <c>PacketFlow:Reactors</c>, over sockets.</summary>
public sealed class OtherReactorTests
{
    private static readonly Element<int, int> Where = new(AtomGroup.Df, "where") { Timeout = TimeSpan.FromSeconds(20) };

    private readonly ConcurrentQueue<int> _asked = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_runs_at_the_first_reactor_that_has_it(bool isWebSocket)
    {
        await using RunningHost none = await RunningHost.StartAsync(NumberHandler.Echo);
        await using RunningHost first = await ReactorAsync(1);
        await using RunningHost second = await ReactorAsync(2);
        await using RunningHost host = await HostAsync(
            [none, first, second], reactor => isWebSocket ? $"ws://{reactor.Http.Authority}" : $"tcp://{reactor.Tcp.Authority}");

        for (int run = 0; run < 3; run++)
        {
            (await host.Client.RunAsync(Molecule, 1)).AsInt64().ShouldBe(1);
        }

        _asked.ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task Handler_of_this_host_comes_first()
    {
        await using RunningHost other = await ReactorAsync(5);
        await using RunningHost host = await HostAsync([other], Tcp, At(9));

        (await host.Client.RunAsync(Molecule, 1)).AsInt64().ShouldBe(9);
        (await host.Client.SubmitAsync(Where, 1)).ShouldBe(9);
    }

    [Fact]
    public async Task Step_that_failed_is_tried_again_at_the_next_reactor_that_has_it()
    {
        await using RunningHost ill = await ReactorAsync(1, static () => throw new PacketFlowException("ILL", ErrorCategory.Retryable, "no"));
        await using RunningHost none = await RunningHost.StartAsync(NumberHandler.Echo);
        await using RunningHost well = await ReactorAsync(2);
        await using RunningHost host = await HostAsync([ill, none, well], Tcp);

        (await host.Client.RunAsync(Molecule, 1)).AsInt64().ShouldBe(2);

        _asked.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task What_a_reactor_refused_before_it_began_goes_to_the_next_within_the_same_try()
    {
        await using RunningHost full = await ReactorAsync(1, static () => throw new PacketFlowException(ErrorCodes.Unavailable, ErrorCategory.Retryable, "drains"));
        await using RunningHost free = await ReactorAsync(2);
        await using RunningHost host = await HostAsync([full, free], Tcp);

        (await host.Client.SubmitAsync(Where, 1)).ShouldBe(2);
    }

    [Fact]
    public async Task Handlers_and_callers_in_process_reach_elements_elsewhere_and_wires_do_not()
    {
        await using RunningHost other = await ReactorAsync(5);
        var ask = new NumberHandler(AtomGroup.Df, "ask", static (value, call) => call.Context.Client.SubmitAsync(Where, value));
        await using RunningHost host = await HostAsync([other], Tcp, ask);
        await using PacketFlowClient wire = await PacketFlowClient.ConnectAsync(Tcp(host));

        (await host.Client.SubmitAsync("df", "where", 1)).AsInt64().ShouldBe(5);
        (await wire.SubmitAsync("df", "ask", 1)).AsInt64().ShouldBe(5);
        (await wire.TrySubmitAsync(Where, 1)).Error!.Code.ShouldBe("PF001");
    }

    [Fact]
    public async Task Run_waits_for_a_reactor_that_is_not_there_yet()
    {
        int port = await FreePortAsync();
        await using RunningHost host = await HostAsync([$"tcp://127.0.0.1:{port}"]);
        RunHandle<FlowValue> run = await host.Client.StartAsync(Molecule, 1);

        await using RunningHost late = await ReactorAsync(2, port: port);

        (await run.GetResultAsync()).AsInt64().ShouldBe(2);
    }

    [Fact]
    public async Task What_a_reactor_has_not_is_asked_of_its_next_process_again()
    {
        await using RunningHost first = await RunningHost.StartAsync(NumberHandler.Echo);
        string address = Tcp(first);
        var time = new VirtualTime();
        await using RunningHost host = await HostAsync([address], time);
        (await host.Client.TrySubmitAsync(Where, 1)).Error!.Code.ShouldBe("PF001");

        await first.StopAsync();
        Task<int> asked = Task.FromResult(0);
        SpinWait.SpinUntil(() => !(asked = host.Client.SubmitAsync(Where, 1).AsTask()).IsFaulted, TimeSpan.FromSeconds(10)).ShouldBeTrue("It is taken for one that is there.");
        await using RunningHost next = await ReactorAsync(2, port: new Uri(address).Port);
        time.Advance(TimeSpan.FromSeconds(2));

        (await asked).ShouldBe(2);
    }

    [Fact]
    public async Task Caller_hears_that_nobody_has_an_element_and_who_was_asked()
    {
        await using RunningHost none = await RunningHost.StartAsync(NumberHandler.Echo);
        await using RunningHost host = await HostAsync([none], Tcp);

        PacketFlowException failure = (await host.Client.TrySubmitAsync(Where, 1)).Error!;

        (failure.Code, failure.Category, failure.Message).ShouldBe(
            ("PF001", ErrorCategory.Routing, $"Nobody here handles df:where. Nor has r1 ({Tcp(none)}) of PacketFlow:Reactors."));
    }

    [Fact]
    public async Task Caller_hears_that_no_reactor_could_be_reached_when_the_atoms_time_is_up()
    {
        int port = await FreePortAsync();
        await using RunningHost host = await HostAsync([$"tcp://127.0.0.1:{port}"]);

        PacketFlowException failure = (await host.Client.TrySubmitAsync(Where, 1, new SubmitOptions { Timeout = TimeSpan.FromMilliseconds(50) })).Error!;

        (failure.Code, failure.Category).ShouldBe(("PF503", ErrorCategory.Retryable));
        failure.Message.ShouldStartWith($"Nobody here handles df:where. r1 (tcp://127.0.0.1:{port}) of PacketFlow:Reactors may have it, and cannot be reached.");
    }

    private static Molecule<int, FlowValue> Molecule { get; } = new(new TestMolecule("somewhere").Step("Where", kind: StepKind.Remote, idempotent: true));

    private static string Tcp(RunningHost host) => $"tcp://{host.Tcp.Authority}";

    private static NumberHandler At(int place) => new(AtomGroup.Df, "where", (_, _) => new(place));

    private Task<RunningHost> ReactorAsync(int place, Action? fail = null, int port = 0) => RunningHost.StartAsync(
        new() { ["PacketFlow:Listen:Tcp"] = $"tcp://127.0.0.1:{port}" },
        static (_, _) => { },
        new NumberHandler(AtomGroup.Df, "where", (_, _) =>
        {
            _asked.Enqueue(place);
            fail?.Invoke();
            return new(place);
        }));

    // Nobody is there any more.
    private async Task<int> FreePortAsync()
    {
        await using RunningHost early = await ReactorAsync(1);
        return early.Tcp.Port;
    }

    private static Task<RunningHost> HostAsync(RunningHost[] others, Func<RunningHost, string> address, params ElementHandler[] handlers) =>
        HostAsync(Array.ConvertAll(others, other => address(other)), handlers);

    private static Task<RunningHost> HostAsync(string[] addresses, params ElementHandler[] handlers) => HostAsync(addresses, TimeProvider.System, handlers);

    private static Task<RunningHost> HostAsync(string[] addresses, TimeProvider time, params ElementHandler[] handlers)
    {
        Dictionary<string, string?> settings = new() { ["PacketFlow:Errors:retry_delay_ms"] = "1" };
        for (int i = 0; i < addresses.Length; i++)
        {
            settings[$"PacketFlow:Reactors:{i}:id"] = $"{i + 1}";
            settings[$"PacketFlow:Reactors:{i}:name"] = $"r{i + 1}";
            settings[$"PacketFlow:Reactors:{i}:endpoint"] = addresses[i];
        }

        return RunningHost.StartAsync(
            settings,
            (services, flow) =>
            {
                services.AddSingleton(time);
                flow.Add(new Module());
            },
            handlers);
    }

    private sealed class Module : IPacketFlowModule
    {
        public string Name => "Steps";

        public IReadOnlyList<ElementHandler> Handlers => [];

        public IReadOnlyList<MoleculeDefinition> Molecules => [new TestMolecule("somewhere").Step("Where", kind: StepKind.Remote, idempotent: true)];
    }
}
