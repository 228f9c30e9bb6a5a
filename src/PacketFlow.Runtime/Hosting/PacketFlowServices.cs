using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PacketFlow.Client;
using PacketFlow.Molecules;
using PacketFlow.Observability;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Hosting;

/// <summary>What a host needs to run a reactor.</summary>
internal static class PacketFlowServices
{
    // What the rest of the host may take to stop, once the reactor has drained.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    public static void AddReactor(this IServiceCollection services, ModuleSet modules)
    {
        services.AddPacketFlowOptions();
        services.AddMetrics();
        services.AddOptions<HostOptions>().Configure<PacketFlowOptions>(static (host, options) =>
            host.ShutdownTimeout = TimeSpan.FromTicks(Math.Max(host.ShutdownTimeout.Ticks, (options.Limits.DrainGrace + Farewell).Ticks)));
        services.AddSingleton(modules);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new TargetSource(provider, services));
        services.AddSingleton(static provider => new LaneGauges(provider.GetRequiredService<LocalReactor>));
        services.AddSingleton(static provider => new HealthMonitor(
            new LoadMonitor(
                new ProcessUsage(),
                provider.GetRequiredService<TimeProvider>(),
                () => provider.GetRequiredService<LaneGauges>().TotalWaiting,
                provider.GetRequiredService<PacketFlowOptions>().Reactor.Capacity),
            () => provider.GetRequiredService<ReactorMetrics>().Runs.Journal.Trouble));
        services.AddSingleton<ReactorHealth>();
        services.AddSingleton(static provider => new ReactorMetrics(provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new ReactorObserver(
            provider.GetRequiredService<ReactorMetrics>(), provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => Settings(provider.GetRequiredService<PacketFlowOptions>().Limits));
        services.AddSingleton(static provider => new LocalReactor(
            provider.GetRequiredService<ModuleSet>(),
            provider.GetRequiredService<TargetSource>(),
            provider.GetRequiredService<ReactorObserver>(),
            provider.GetRequiredService<ReactorHealth>(),
            ReactorOf(provider.GetRequiredService<PacketFlowOptions>()),
            provider.GetRequiredService<TimeProvider>(),
            provider,
            provider.GetRequiredService<RunElements>().Handlers)
        {
            ClientFor = ClientsOf(provider),
        });
        services.AddSingleton(static provider => new OtherReactors(
            OthersOf(provider.GetRequiredService<PacketFlowOptions>(), provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPacketFlowClient>(static provider => new InProcessClient(
            provider.GetRequiredService<LocalReactor>(), new InProcessCaller(), provider.GetRequiredService<MoleculeEngine>(), Others(provider)));
        services.AddMolecules();
        services.AddSingleton<UnfinishedRoom>();
        services.AddSingleton<ConnectionSet>();
        services.AddSingleton(static _ => new HandleReserve());
        services.AddSingleton<TcpDoor>();
        services.AddSingleton<WebSocketDoor>();
        services.AddSingleton<HttpDoor>();
        services.AddSingleton<HttpConnections>();
        services.AddSingleton<WebDoors>();
        services.AddSingleton<ReactorService>();
        services.AddHostedService(static provider => provider.GetRequiredService<ReactorService>());
    }

    /// <summary>Where what nobody here handles is sent; null if there is no such place.</summary>
    public static OtherReactors? Others(IServiceProvider provider) => provider.GetRequiredService<OtherReactors>() is { IsEmpty: false } others ? others : null;

    private static IEnumerable<OtherReactor> OthersOf(PacketFlowOptions options, IServiceProvider provider) => options.Reactors.Select(peer => new OtherReactor(
        peer.Name,
        peer.Endpoint!,
        new PacketFlowClientOptions
        {
            MaxInFlight = Math.Min(peer.Capacity, PacketFlowClientOptions.MostInFlight),
            MaxFrameBytes = options.Limits.FrameBytes,
            LoggerFactory = provider.GetRequiredService<ILoggerFactory>(),
            TimeProvider = provider.GetRequiredService<TimeProvider>(),
        }));

    private static Func<LocalReactor, Reaction, IPacketFlowClient> ClientsOf(IServiceProvider provider)
    {
        // Asked for once, and late: an engine knows the reactor that it serves.
        var known = new Lazy<(MoleculeEngine Runs, OtherReactors? Others)>(() => (provider.GetRequiredService<MoleculeEngine>(), Others(provider)));
        return (reactor, handler) => new InProcessClient(reactor, new InProcessCaller(handler), known.Value.Runs, known.Value.Others);
    }

    private static ConnectionSettings Settings(LimitsOptions limits) => new()
    {
        MaxFrameBytes = limits.FrameBytes,
        MaxBatch = limits.BatchAtoms,
        MaxInFlight = limits.InFlight,
        MaxElements = limits.RegisteredElements,
        MaxElementBytes = limits.ElementNameBytes,
        MaxUnsentBytes = limits.UnsentBytes,
        MaxUnfinishedBytes = limits.UnfinishedBytes,
        MaxDepth = limits.Depth,
        MaxConnections = limits.Connections,
    };

    private static ReactorSettings ReactorOf(PacketFlowOptions options) => new()
    {
        LaneCapacity = options.Limits.LaneQueue,
        HeldBytes = options.Limits.HeldBytes,
        MaxDepth = options.Limits.Depth,
        MaxIdBytes = options.Limits.AtomIdBytes,
        MaxElementBytes = options.Limits.ElementNameBytes,
        MaxCorrelationBytes = options.Limits.CorrelationIdBytes,
        TellsFailures = options.IncludeErrorDetail,
    };
}
