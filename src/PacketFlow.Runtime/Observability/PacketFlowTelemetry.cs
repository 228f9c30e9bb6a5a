namespace PacketFlow;

/// <summary>
/// The names under which PacketFlow measures and traces. With OpenTelemetry:
/// <c>metrics.AddMeter(PacketFlowTelemetry.MeterName)</c> and <c>tracing.AddSource(PacketFlowTelemetry.ActivitySourceName)</c>.
/// </summary>
public static class PacketFlowTelemetry
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "PacketFlow";

    /// <summary>The activity source's name.</summary>
    public const string ActivitySourceName = "PacketFlow";
}
