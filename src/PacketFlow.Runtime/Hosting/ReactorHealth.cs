using System.Reflection;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Hosting;

/// <summary>The reactor's health as its host measures it.</summary>
internal sealed class ReactorHealth(HealthMonitor monitor, LaneGauges lanes, PacketFlowOptions options, TimeProvider time) : IHealthSource
{
    private static readonly string Version = typeof(ReactorHealth).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly long _started = time.GetTimestamp();

    /// <summary>Where the host listens, once it does.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    public bool IsOk => monitor.Read().Ok;

    public void Write(ref PacketWriter writer, bool detail)
    {
        if (!detail)
        {
            HealthDocument.Write(ref writer, monitor.Read());
            return;
        }

        string[] elements = [.. lanes.Reactor.Elements.Select(static element => element.ToString()).Order(StringComparer.Ordinal)];
        var more = new HealthDetail(options.Reactor.Name, Version, time.GetElapsedTime(_started), Addresses, elements);
        HealthDocument.Write(ref writer, monitor.Read(), monitor.Capacity, more, lanes);
    }
}
