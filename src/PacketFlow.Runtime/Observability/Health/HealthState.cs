namespace PacketFlow.Observability;

/// <summary>How a reactor is.</summary>
internal enum HealthState
{
    /// <summary>A load below 80.</summary>
    Healthy,

    /// <summary>A load from 80 to below 95, or a journal that takes no records.</summary>
    Degraded,

    /// <summary>A load of 95 and more, or draining.</summary>
    Failed,
}
