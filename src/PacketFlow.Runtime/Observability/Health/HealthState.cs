namespace PacketFlow.Observability;

/// <summary>How a reactor is.</summary>
internal enum HealthState
{
    /// <summary>A load below 80.</summary>
    Healthy,

    /// <summary>A load from 80 to below 95.</summary>
    Degraded,

    /// <summary>A load of 95 and more, or draining.</summary>
    Failed,
}
