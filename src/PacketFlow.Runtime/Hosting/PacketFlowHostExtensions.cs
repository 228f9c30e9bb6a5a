using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PacketFlow.Hosting;
using PacketFlow.Reactor;

namespace PacketFlow;

/// <summary>Adds PacketFlow to a host.</summary>
public static class PacketFlowHostExtensions
{
    /// <summary>
    /// Runs the elements of the added modules in this host, serves them over TCP, and registers <see cref="IPacketFlowClient"/>. A web
    /// application serves them over WebSocket and HTTP as well, with <c>app.MapPacketFlow()</c>. Calling it again adds to what is there.
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
            services.AddReactor(modules);
            HttpListening.AddTo(services);
        }

        configure(modules);
        return host;
    }
}
