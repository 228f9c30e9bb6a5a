using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;
using PacketFlow.Testing.Faking;
using PacketFlow.Testing.Time;

namespace PacketFlow.Testing.Processes;

/// <summary>One life of a host: from its start to its stop or its crash.</summary>
internal sealed class TestProcess : IAsyncDisposable
{
    private readonly VirtualClock _clock;
    private readonly ProcessClock _time;
    private readonly ProcessJournal _journal;
    private readonly FakeTable _fakes;
    private readonly IHost _host;

    public TestProcess(VirtualClock clock, RunJournal journal, FakeTable fakes, Action<IPacketFlowBuilder> flow, Action<IHostApplicationBuilder>? configure)
    {
        (_clock, _fakes) = (clock, fakes);
        _time = new ProcessClock(clock);
        _journal = new ProcessJournal(journal);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Test" });
        builder.Configuration["PacketFlow:Listen:Tcp"] = "off";
        configure?.Invoke(builder);
        if (builder.Configuration["PacketFlow:Journal"] is { } kind && kind != "memory")
        {
            throw new MoleculeTestException($"PacketFlow:Journal = '{kind}': a {nameof(MoleculeHost)} keeps its runs in memory. Take the key out of the test's configuration.");
        }

        builder.AddPacketFlow(modules =>
        {
            ((ModuleSet)modules).Around = module => module is IJournalModule ? module : new WatchedModule(module, this);
            flow(modules);
        });
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<RunJournal>(_journal);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        _host = builder.Build();
    }

    public OpenTries OpenTries { get; } = new();

    public IServiceProvider Services => _host.Services;

    public MoleculeEngine Engine => Services.GetRequiredService<MoleculeEngine>();

    public LocalReactor Reactor => Services.GetRequiredService<LocalReactor>();

    public TimeProvider Time => _time;

    public bool IsDead => _time.IsDead;

    /// <summary>Whether nothing goes on but what waits: for time, for a signal, for something outside of the engine.</summary>
    public bool IsQuiet
    {
        get
        {
            (int open, long changes) = OpenTries.Read();
            int waiting = open + Engine.Waiting;
            return Engine.Followed == waiting && OpenTries.Read().Changes == changes;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _fakes.PlaceIn(this);
            await _host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What stands in for a handler.</summary>
    public IFake? FakeOf(Element element) => _fakes.Find(element);

    /// <summary>Follows what a handler does after it has returned, if it is a try of a molecule's step.</summary>
    public ValueTask Follow(AtomContext context, ValueTask handler) =>
        !handler.IsCompleted && RunOf(context) is { } run ? OpenTries.FollowAsync(LockTable.RootOf(run), handler) : handler;

    /// <summary>Waits until it is quiet.</summary>
    public async Task SettleAsync()
    {
        for (int looks = 0; !IsDead && !IsQuiet; looks++)
        {
            await Pause.AfterAsync(looks).ConfigureAwait(false);
        }
    }

    /// <summary>Ends as kill -9 does: nothing is told, nothing is written any more, and what runs never comes back.</summary>
    public async Task CrashAsync()
    {
        _journal.Cut();
        _time.Kill();
        await Reactor.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Stops as a host does. What waits for the end of a grace gets it: time goes on where nothing else does.</summary>
    public async Task StopAsync()
    {
        Task stopping = _host.StopAsync(CancellationToken.None);
        for (int looks = 0; !stopping.IsCompleted; looks++)
        {
            await Pause.AfterAsync(looks).ConfigureAwait(false);
            if (IsQuiet && !stopping.IsCompleted)
            {
                _clock.AdvanceTo(_clock.Now + TimeSpan.FromSeconds(1));
            }
        }

        await stopping.ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync().ConfigureAwait(false);
        await _journal.DisposeAsync().ConfigureAwait(false);
        _time.Kill();
    }

    // A step with a body is called by the engine; one without comes as an atom, with the run's id and a key that begins with it.
    private static string? RunOf(AtomContext context) => context switch
    {
        { RunId: { } run } => run,
        { CorrelationId: { } run, IdempotencyKey: { } key } when key.StartsWith(run + "/", StringComparison.Ordinal) => run,
        _ => null,
    };
}
