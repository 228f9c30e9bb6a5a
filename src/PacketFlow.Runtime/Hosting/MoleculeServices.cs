using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PacketFlow.Client;
using PacketFlow.Molecules;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Hosting;

/// <summary>What a host needs to run molecules.</summary>
internal static class MoleculeServices
{
    public static void AddMolecules(this IServiceCollection services)
    {
        services.AddSingleton(static provider => Journal(provider.GetRequiredService<PacketFlowOptions>().Journal, provider.GetRequiredService<ModuleSet>()));
        services.AddSingleton(static provider => Engine(provider));
        services.AddSingleton(static provider => new MoleculeAdvisor(provider.GetRequiredService<MoleculeEngine>()));
        services.AddSingleton(static provider => new RunElements(provider.GetRequiredService<MoleculeEngine>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static MoleculeEngine Engine(IServiceProvider provider)
    {
        var limited = new Lazy<IPacketFlowClient>(() => new InProcessClient(
            provider.GetRequiredService<LocalReactor>(), new InProcessCaller(hasControl: false), provider.GetRequiredService<MoleculeEngine>(), PacketFlowServices.Others(provider)));
        return new MoleculeEngine(new EngineParts(
            provider.GetRequiredService<ModuleSet>().Modules,
            provider.GetRequiredService<RunJournal>(),
            () => new ClientStepSender(provider.GetRequiredService<IPacketFlowClient>(), limited.Value),
            provider,
            provider.GetRequiredService<TimeProvider>(),
            Options(provider.GetRequiredService<PacketFlowOptions>(), provider.GetRequiredService<IHostEnvironment>()),
            provider.GetRequiredService<ILogger<MoleculeEngine>>())
        {
            Protector = provider.GetService<IPayloadProtector>(),
            Reactor = provider.GetRequiredService<LocalReactor>,
            Metrics = provider.GetRequiredService<ReactorMetrics>().Runs,
            Limited = () => limited.Value,
        });
    }

    private static RunJournal Journal(JournalOptions options, ModuleSet modules)
    {
        if (options.Kind == JournalOptions.Memory)
        {
            // Whoever added another meant to use it.
            return new MemoryJournal(isChosen: !modules.Modules.OfType<IJournalModule>().Any());
        }

        IJournalModule module = modules.Modules.OfType<IJournalModule>().FirstOrDefault(module => module.Kind == options.Kind) ?? throw Refusal(
            options.Kind == JournalOptions.PostgreSql
                ? "nobody here keeps a journal in PostgreSQL; add package PacketFlow.PostgreSql and flow.AddPostgreSql() in AddPacketFlow"
                : "nobody here keeps such a journal; call flow.AddSqlite() in AddPacketFlow, of package PacketFlow or PacketFlow.Sqlite");
        try
        {
            RunJournal journal = module.Create(options.Location);
            if (journal is SharedJournal shared)
            {
                (shared.Lease, shared.Host) = (options.Lease, options.Host);
            }

            return journal;
        }
        catch (FormatException fault)
        {
            throw Refusal(fault.Message);
        }

        // A connection string may hold a password, so that it is never shown as it was written.
        InvalidConfigurationException Refusal(string problem) => new([$"{OptionsReader.Root}:Journal = {(options.Kind == JournalOptions.PostgreSql ? "(not shown)" : $"'{options.Kind}:...'")}: {problem}"]);
    }

    // What was dropped cannot be brought back, so the switch counts where runs are tries of a developer's.
    private static MoleculeEngineOptions Options(PacketFlowOptions options, IHostEnvironment environment) => new()
    {
        Backoff = new Molecules.Core.Backoff(options.Errors.MaxRetries, options.Errors.RetryDelay.TotalMilliseconds, options.Errors.RetryMultiplier),
        Retention = options.Retention,
        Optimise = options.Optimise,
        TellsFailures = options.IncludeErrorDetail,
        ResetChanged = options.Journal.ResetChanged && environment.IsDevelopment(),
    };
}
