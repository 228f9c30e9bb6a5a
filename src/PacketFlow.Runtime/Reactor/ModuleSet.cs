using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PacketFlow.Reactor;

/// <summary>The modules that a host runs, and what stands around their handlers.</summary>
internal sealed class ModuleSet(IServiceCollection services) : IPacketFlowBuilder
{
    private readonly Dictionary<Type, IPacketFlowModule> _modules = [];
    private readonly List<Type> _middleware = [];

    /// <summary>Puts something in a module's place when it is added. A test host steps between handlers and their callers here.</summary>
    public Func<IPacketFlowModule, IPacketFlowModule>? Around { get; set; }

    public IReadOnlyCollection<IPacketFlowModule> Modules => _modules.Values;

    public IPacketFlowBuilder Add(IPacketFlowModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (!_modules.ContainsKey(module.GetType()))
        {
            _modules.Add(module.GetType(), Around?.Invoke(module) ?? module);
        }

        return this;
    }

    public IPacketFlowBuilder Use<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IAtomMiddleware
    {
        services.TryAddSingleton<T>();
        if (!_middleware.Contains(typeof(T)))
        {
            _middleware.Add(typeof(T));
        }

        return this;
    }

    /// <summary>The middleware in the order of registration, outermost first.</summary>
    public IAtomMiddleware[] Middleware(IServiceProvider provider) => [.. _middleware.Select(type => (IAtomMiddleware)provider.GetRequiredService(type))];
}
