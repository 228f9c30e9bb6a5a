using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Gets the arguments of handler classes' constructors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Services
{
    /// <summary>A service that the constructor cannot do without.</summary>
    /// <param name="services">Where services come from.</param>
    /// <param name="target">The class whose constructor wants it, for the message.</param>
    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    public static T Get<T>(IServiceProvider services, Type target)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(target);
        return services.GetService(typeof(T)) is T service ? service : throw new InvalidOperationException(
            $"{target} needs {typeof(T)}, which is not registered. Register it with builder.Services, or give the constructor's parameter a default value.");
    }

    /// <summary>A service, or what the constructor takes in its place.</summary>
    /// <param name="services">Where services come from.</param>
    /// <param name="fallback">The parameter's default value.</param>
    public static T GetOr<T>(IServiceProvider services, T fallback)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetService(typeof(T)) is T service ? service : fallback;
    }
}
