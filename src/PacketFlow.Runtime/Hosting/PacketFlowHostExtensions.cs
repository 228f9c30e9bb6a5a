using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using PacketFlow.Client;
using PacketFlow.Hosting;
using PacketFlow.Reactor;

namespace PacketFlow;

/// <summary>Adds PacketFlow to a host.</summary>
public static class PacketFlowHostExtensions
{
    /// <summary>
    /// Runs the elements of the added modules in this host and registers <see cref="IPacketFlowClient"/>. Calling it again adds to
    /// what is there.
    /// </summary>
    /// <param name="host">The host's builder: a web application's or a worker's.</param>
    /// <param name="configure">What it runs: <c>flow => flow.AddElements()</c>.</param>
    /// <returns>The host's builder.</returns>
    public static IHostApplicationBuilder AddPacketFlow(this IHostApplicationBuilder host, Action<IPacketFlowBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(configure);

        IServiceCollection services = host.Services;
        var modules = services.FirstOrDefault(static service => service.ServiceType == typeof(ModuleSet))?.ImplementationInstance as ModuleSet;
        if (modules is null)
        {
            modules = new ModuleSet(services);
            services.AddSingleton(modules);
            services.TryAddSingleton(TimeProvider.System);
            services.AddSingleton(provider => new TargetSource(provider, services));
            services.AddSingleton<IReactorObserver, ReactorObserver>();
            services.AddSingleton(new ReactorSettings());
            services.AddSingleton(static provider => new LocalReactor(
                provider.GetRequiredService<ModuleSet>(),
                provider.GetRequiredService<TargetSource>(),
                provider.GetRequiredService<IReactorObserver>(),
                provider.GetRequiredService<ReactorSettings>(),
                provider.GetRequiredService<TimeProvider>(),
                provider)
            {
                ClientFor = static (reactor, handler) => new InProcessClient(reactor, new InProcessCaller(handler)),
            });
            services.AddSingleton<IPacketFlowClient>(static provider => new InProcessClient(provider.GetRequiredService<LocalReactor>(), new InProcessCaller()));
            services.AddHostedService<ReactorStart>();
        }

        configure(modules);
        return host;
    }
}
