using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>An engine with steps that tests write as functions. Making another over the same journal is what a new process does.</summary>
internal sealed class EngineBench : IAsyncDisposable, IStepSender
{
    private readonly Dictionary<string, Func<FlowValue, AtomCall, ValueTask<byte[]>>> _steps = [];

    private EngineBench(RunJournal journal, ManualTime time, MoleculeEngineOptions? options, TestMolecule[] molecules, IPayloadProtector? protector = null, ILogger? log = null)
    {
        Time = time;
        Metrics = new ReactorMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), time).Runs;
        Engine = new MoleculeEngine(new EngineParts(
            [new Module(this, molecules)],
            journal,
            () => this,
            new ServiceCollection().AddSingleton<IPacketFlowClient, NoClient>().BuildServiceProvider(),
            time,
            options ?? new MoleculeEngineOptions { StopGrace = TimeSpan.Zero },
            log ?? NullLogger.Instance)
        {
            Protector = protector,
            Metrics = Metrics,
        });
    }

    public MoleculeEngine Engine { get; }

    public RunMetrics Metrics { get; }

    public ManualTime Time { get; }

    public List<StepRequest> Sent { get; } = [];

    public List<string> Ran { get; } = [];

    public Func<StepRequest, ValueTask<ReadOnlyMemory<byte>>> Remote { get; set; } =
        static request => ValueTask.FromResult<ReadOnlyMemory<byte>>(PacketCodec.Serialize($"remote {request.Element}"));

    public static async Task<EngineBench> StartAsync(RunJournal journal, ManualTime time, Action<EngineBench>? configure, params TestMolecule[] molecules)
    {
        var bench = new EngineBench(journal, time, null, molecules);
        configure?.Invoke(bench);
        await bench.Engine.StartAsync(default);
        return bench;
    }

    public static async Task<EngineBench> StartAsync(
        RunJournal journal, ManualTime time, IPayloadProtector? protector, Action<EngineBench>? configure, params TestMolecule[] molecules)
    {
        var bench = new EngineBench(journal, time, null, molecules, protector);
        configure?.Invoke(bench);
        await bench.Engine.StartAsync(default);
        return bench;
    }

    public static async Task<EngineBench> StartLoggingAsync(RunJournal journal, ManualTime time, ILogger log, params TestMolecule[] molecules)
    {
        var bench = new EngineBench(journal, time, null, molecules, log: log);
        await bench.Engine.StartAsync(default);
        return bench;
    }

    public static EngineBench Make(RunJournal journal, MoleculeEngineOptions? options, params TestMolecule[] molecules) => new(journal, new ManualTime(), options, molecules);

    public EngineBench On(string step, Func<FlowValue, object> run) => On(step, (value, _) => ValueTask.FromResult(Bytes(run(value))));

    public EngineBench On(string step, Func<FlowValue, AtomCall, ValueTask<byte[]>> run)
    {
        _steps[step] = run;
        return this;
    }

    public async Task<string> RunAsync(string molecule, string input = "in", string? id = null)
    {
        string run = await Engine.StartAsync(molecule, 1, PacketCodec.Serialize(input), id, default);
        return await ResultAsync(run);
    }

    public async Task<string> ResultAsync(string run) => Bench.Read((await Engine.ResultAsync(run, default)).ToArray());

    public async Task<RunInfo> UntilAsync(string run, Func<RunInfo, bool> holds)
    {
        await foreach (RunEvent _ in Engine.TraceAsync(run, default))
        {
            if (holds(await Engine.InfoAsync(run, default)))
            {
                break;
            }
        }

        return await Engine.InfoAsync(run, default);
    }

    public static byte[] Bytes(object value) => value as byte[] ?? PacketCodec.Serialize((string)value);

    public ValueTask<ReadOnlyMemory<byte>> SendAsync(StepRequest request, CancellationToken cancellationToken)
    {
        lock (Sent)
        {
            Sent.Add(request);
        }

        return Remote(request);
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private ValueTask<byte[]> Run(string step, FlowValue value, AtomCall call)
    {
        lock (Ran)
        {
            Ran.Add(step);
        }

        return _steps.TryGetValue(step, out Func<FlowValue, AtomCall, ValueTask<byte[]>>? run)
            ? run(value, call)
            : ValueTask.FromResult(PacketCodec.Serialize($"{step}({Bench.Read(PacketCodec.Serialize(value))})"));
    }

    private sealed class Module(EngineBench bench, TestMolecule[] molecules) : IPacketFlowModule
    {
        public string Name => "Tests";

        public IReadOnlyList<ElementHandler> Handlers { get; } =
        [
            .. molecules.SelectMany(static molecule => molecule.Plan.Steps)
                .Where(static step => step.Kind is StepKind.Handler or StepKind.Compensation or StepKind.Substitute)
                .Select(step => new FlowHandler(step, (value, call) => bench.Run(step.Name, value, call))),
        ];

        public IReadOnlyList<MoleculeDefinition> Molecules => molecules;
    }
}
