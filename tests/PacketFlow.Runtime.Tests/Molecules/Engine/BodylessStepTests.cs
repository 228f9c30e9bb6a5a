using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>Steps without a body that are handled in this process: their handlers have the instances that atoms find.</summary>
public sealed class BodylessStepTests
{
    private readonly Tally _tally = new();

    [Theory]
    [InlineData(AtomGroup.Df)]
    [InlineData(AtomGroup.Cf)]
    [InlineData(AtomGroup.Rm)]
    public async Task Instance_that_serves_the_process_serves_steps_and_atoms(AtomGroup group)
    {
        TestMolecule molecule = Counting(group);
        await using RunningHost host = await StartAsync(molecule, static _ => { }, group);

        (await CountAsync(host, molecule)).ShouldBe((1, 1));
        (await CountAsync(host, molecule)).ShouldBe((1, 2));
        (await host.Client.SubmitAsync(PeriodicTable.GroupCode(group), "count", 0))["count"].AsInt64().ShouldBe(3);

        _tally.Disposed.ShouldBe(0);
    }

    [Theory]
    [InlineData(AtomGroup.Df)]
    [InlineData(AtomGroup.Cf)]
    public async Task Instance_that_is_registered_scoped_has_the_scope_of_its_try(AtomGroup group)
    {
        TestMolecule molecule = Counting(group);
        await using RunningHost host = await StartAsync(molecule, static services => services.AddScoped<Counter>(), group);

        (await CountAsync(host, molecule)).ShouldBe((1, 1));
        (await CountAsync(host, molecule)).ShouldBe((2, 1));

        _tally.Disposed.ShouldBe(2);
        _tally.Elsewhere.ShouldBe(0);
    }

    [Fact]
    public async Task Instance_that_is_registered_for_the_process_is_that_one()
    {
        TestMolecule molecule = Counting(AtomGroup.Df);
        await using RunningHost host = await StartAsync(molecule, static services => services.AddSingleton<Counter>(), AtomGroup.Df);

        (await CountAsync(host, molecule)).ShouldBe((1, 1));

        host.Services.GetRequiredService<Counter>().Count.ShouldBe(1);
        _tally.Disposed.ShouldBe(0);
    }

    private static TestMolecule Counting(AtomGroup group) => new TestMolecule("counting").Step("Count", kind: StepKind.Remote, of: group);

    private static async Task<(long Instance, long Count)> CountAsync(RunningHost host, TestMolecule molecule)
    {
        FlowValue found = await host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in");
        return (found["instance"].AsInt64(), found["count"].AsInt64());
    }

    private Task<RunningHost> StartAsync(TestMolecule molecule, Action<IServiceCollection> register, AtomGroup group) => RunningHost.StartAsync(
        [],
        (services, flow) =>
        {
            services.AddSingleton(_tally);
            register(services);
            flow.Add(new StepsModule(molecule, static (_, _) => throw new InvalidOperationException("Nothing has a body here.")));
        },
        new CountHandler(group));

    private sealed class Tally
    {
        public int Made { get; set; }

        public int Disposed { get; set; }

        public int Elsewhere { get; set; }
    }

    private sealed class Counter(Tally tally) : IDisposable
    {
        public int Instance { get; } = ++tally.Made;

        public int Count { get; set; }

        public void Dispose() => tally.Disposed++;
    }

    private sealed class CountHandler(AtomGroup group) : ElementHandler(new Element(group, "count"))
    {
        public override Type? TargetType => typeof(Counter);

        public override object CreateTarget(IServiceProvider services) => new Counter(services.GetRequiredService<Tally>());

        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
        {
            var target = (Counter)call.Target!;
            if (call.Context.Services.GetService<Counter>() is { } other && other != target)
            {
                call.Context.Services.GetRequiredService<Tally>().Elsewhere++;
            }

            return call.Complete(FlowValue.Map(("instance", target.Instance), ("count", ++target.Count)), Formatter<FlowValue>.Default);
        }
    }
}
