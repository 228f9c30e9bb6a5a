using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PacketFlow.Observability;

namespace PacketFlow;

/// <summary>Adds PacketFlow to a host's health checks.</summary>
public static class PacketFlowHealthExtensions
{
    /// <summary>
    /// Adds a check of this host's reactor: healthy below a load of 80, degraded below 95 or while the journal takes no records, and failing
    /// from there on and while the host drains.
    /// </summary>
    /// <param name="checks">The host's checks: <c>builder.Services.AddHealthChecks()</c>.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What a failing reactor is reported as. Default <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags by which checks are chosen.</param>
    /// <returns>The host's checks.</returns>
    public static IHealthChecksBuilder AddPacketFlow(
        this IHealthChecksBuilder checks, string name = "packetflow", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return checks.Add(new HealthCheckRegistration(
            name, static services => new PacketFlowHealthCheck(services.GetRequiredService<HealthMonitor>()), failureStatus, tags));
    }
}
