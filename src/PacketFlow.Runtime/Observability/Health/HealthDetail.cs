namespace PacketFlow.Observability;

/// <summary>What the detailed document tells besides the load.</summary>
/// <param name="Reactor">The reactor's name.</param>
/// <param name="Version">PacketFlow's version.</param>
/// <param name="Uptime">Since the host started.</param>
/// <param name="Addresses">Where it listens, with the ports that the system chose.</param>
/// <param name="Elements">What it handles, as <c>group:element</c>.</param>
internal sealed record HealthDetail(string Reactor, string Version, TimeSpan Uptime, IReadOnlyList<string> Addresses, IReadOnlyList<string> Elements);
