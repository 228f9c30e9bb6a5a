using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>
/// Where handlers get their instances: one for the process, unless the user registered the type: then the registration's lifetime
/// counts, and each atom has a scope.
/// </summary>
internal sealed class TargetSource(IServiceProvider root, IServiceCollection registrations) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _own = new();

    public IServiceProvider Root => root;

    /// <summary>Whether each atom gets an instance of its own, in a scope.</summary>
    public bool IsPerAtom(Type type) => Registration(type) is { Lifetime: not ServiceLifetime.Singleton };

    /// <summary>The instance that serves the whole process.</summary>
    public object Shared(ElementHandler handler)
    {
        Type type = handler.TargetType!;
        return Registration(type) is not null
            ? root.GetRequiredService(type)
            : _own.GetOrAdd(type, _ => new Lazy<object>(() => handler.CreateTarget(root))).Value;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<object> own in _own.Values.Where(static own => own.IsValueCreated))
        {
            switch (own.Value)
            {
                case IAsyncDisposable target:
                    await target.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable target:
                    target.Dispose();
                    break;
            }
        }
    }

    // The last registration of a type is the one that counts, as in the container.
    private ServiceDescriptor? Registration(Type type) =>
        registrations.LastOrDefault(service => service.ServiceType == type && !service.IsKeyedService);
}
