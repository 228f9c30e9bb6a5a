using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PacketFlow.Observability;

/// <summary>The reactor's health among the host's checks.</summary>
internal sealed class PacketFlowHealthCheck(HealthMonitor monitor) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        HealthSnapshot health = monitor.Read();
        HealthStatus status = health.State switch
        {
            HealthState.Healthy => HealthStatus.Healthy,
            HealthState.Degraded => HealthStatus.Degraded,
            _ => context.Registration.FailureStatus,
        };
        string description = health.IsDraining ? "draining" : string.Create(CultureInfo.InvariantCulture, $"load {health.Load}, {health.Queue} atoms wait");
        description = health.Trouble is { } trouble ? $"{description}; the journal takes no records: {trouble}" : description;
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["load"] = health.Load, ["queue"] = health.Queue };
        return Task.FromResult(new HealthCheckResult(status, description, data: data));
    }
}
