using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>What stands around the handlers of a host stands around the steps that run there, whatever way they come.</summary>
public sealed class StepMiddlewareTests
{
    private readonly Trail _trail = new();

    [Theory]
    [InlineData(StepKind.Handler, AtomGroup.Df)]
    [InlineData(StepKind.Handler, AtomGroup.Cf)]
    [InlineData(StepKind.Handler, AtomGroup.Mc)]
    [InlineData(StepKind.Remote, AtomGroup.Df)]
    [InlineData(StepKind.Remote, AtomGroup.Cf)]
    [InlineData(StepKind.Remote, AtomGroup.Rm)]
    public async Task Middleware_stands_around_a_step(StepKind kind, AtomGroup group)
    {
        TestMolecule molecule = new TestMolecule("m").Step("Work", kind: kind, of: group);
        await using RunningHost host = await StartAsync(molecule, static flow => flow.Use<Outer>().Use<Inner>(), group);

        (await host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in")).AsString().ShouldBe("done");

        string work = $"{PeriodicTable.GroupCode(group)}:work Work";
        _trail.Steps.ShouldBe([$"outer {work} 1", $"inner {work} 1", "handler", "inner out", "outer out"]);
    }

    [Fact]
    public async Task Middleware_stands_around_each_try_and_around_what_undoes_a_step()
    {
        TestMolecule molecule = new TestMolecule("m")
            .Step("Charge").Step("Ship", ["Charge"]).Ionic("Charge", "Ship").Step("Refund", kind: StepKind.Compensation, target: "Charge");
        await using RunningHost host = await StartAsync(molecule, static flow => flow.Use<Inner>(), AtomGroup.Df, static call =>
            call.Context.Step == "Ship" ? throw new PacketFlowException("SHOP1", ErrorCategory.Fatal, "sold out") : Task.CompletedTask);

        (await Should.ThrowAsync<PacketFlowException>(() => host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in"))).Code.ShouldBe("SHOP1");

        _trail.Steps.ShouldBe(
        [
            "inner df:charge Charge 1", "handler", "inner out",
            "inner df:ship Ship 1", "handler",
            "inner df:refund Refund 1", "handler", "inner out",
        ]);
    }

    [Theory]
    [InlineData(StepKind.Handler)]
    [InlineData(StepKind.Remote)]
    public async Task Middleware_that_refuses_keeps_a_step_from_running(StepKind kind)
    {
        TestMolecule molecule = new TestMolecule("m").Step("Work", kind: kind);
        await using RunningHost host = await StartAsync(molecule, static flow => flow.Use<Refusing>(), AtomGroup.Df);

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(() => host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in"));

        (refusal.Code, _trail.Steps.IsEmpty).ShouldBe(("PF403", true));
        refusal.Message.ShouldEndWith("not today");
    }

    [Theory]
    [InlineData(StepKind.Handler)]
    [InlineData(StepKind.Remote)]
    public async Task Middleware_that_forgets_to_go_on_fails_the_step(StepKind kind)
    {
        TestMolecule molecule = new TestMolecule("m").Step("Work", kind: kind);
        await using RunningHost host = await StartAsync(molecule, static flow => flow.Use<Forgetful>(), AtomGroup.Df);

        (await Should.ThrowAsync<PacketFlowException>(() => host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in"))).Code.ShouldBe("PF500");

        _trail.Steps.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_middleware_puts_into_the_scope_is_there_when_the_instance_is_made(bool isBodyless)
    {
        TestMolecule molecule = new TestMolecule("m").Step("Tell", kind: isBodyless ? StepKind.Remote : StepKind.Handler);
        await using RunningHost host = await RunningHost.StartAsync(
            [],
            (services, flow) =>
            {
                services.AddScoped<Tenant>();
                _ = isBodyless ? services.AddScoped<Teller>() : services;
                flow.Use<Naming>().Add(new TellModule(molecule, isBodyless));
            });

        (await host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in")).AsString().ShouldBe("acme");
    }

    private Task<RunningHost> StartAsync(TestMolecule molecule, Action<IPacketFlowBuilder> use, AtomGroup group, Func<AtomCall, Task>? body = null)
    {
        return RunningHost.StartAsync(
            [],
            (services, flow) =>
            {
                services.AddSingleton(_trail);
                use(flow.Add(new StepsModule(molecule, WorkAsync)));
            },
            new FlowHandler(new Element(group, "work"), WorkAsync));

        async ValueTask<byte[]> WorkAsync(FlowValue value, AtomCall call)
        {
            _trail.Steps.Enqueue("handler");
            await (body?.Invoke(call) ?? Task.CompletedTask);
            return PacketCodec.Serialize("done");
        }
    }

    private sealed class Trail
    {
        public ConcurrentQueue<string> Steps { get; } = [];
    }

    private abstract class Telling(Trail trail, string name) : IAtomMiddleware
    {
        public async ValueTask InvokeAsync(AtomContext context, AtomDelegate next)
        {
            trail.Steps.Enqueue($"{name} {PeriodicTable.GroupCode(context.Group)}:{context.Element} {context.Step} {context.Attempt}");
            await next(context);
            trail.Steps.Enqueue($"{name} out");
        }
    }

    private sealed class Outer(Trail trail) : Telling(trail, "outer");

    private sealed class Inner(Trail trail) : Telling(trail, "inner");

    private sealed class Refusing : IAtomMiddleware
    {
        public ValueTask InvokeAsync(AtomContext context, AtomDelegate next) => throw new PacketFlowException("PF403", ErrorCategory.Fatal, "not today");
    }

    private sealed class Forgetful : IAtomMiddleware
    {
        public ValueTask InvokeAsync(AtomContext context, AtomDelegate next) => default;
    }

    private sealed class Naming : IAtomMiddleware
    {
        public ValueTask InvokeAsync(AtomContext context, AtomDelegate next)
        {
            context.Services.GetRequiredService<Tenant>().Name = "acme";
            return next(context);
        }
    }

    private sealed class Tenant
    {
        public string Name { get; set; } = "nobody";
    }

    private sealed class Teller(Tenant tenant)
    {
        public string Name { get; } = tenant.Name;
    }

    private sealed class TellModule(TestMolecule molecule, bool isBodyless) : IPacketFlowModule
    {
        public string Name => "Tell";

        public IReadOnlyList<ElementHandler> Handlers { get; } = [new TellHandler(isBodyless ? "tell" : molecule.Plan.Steps[0].Address)];

        public IReadOnlyList<MoleculeDefinition> Molecules { get; } = [molecule];
    }

    private sealed class TellHandler(string name) : ElementHandler(new Element(AtomGroup.Df, name))
    {
        public override Type? TargetType => typeof(Teller);

        public override object CreateTarget(IServiceProvider services) => new Teller(services.GetRequiredService<Tenant>());

        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) => call.Complete(((Teller)call.Target!).Name, Formatter<string>.Default);
    }
}
