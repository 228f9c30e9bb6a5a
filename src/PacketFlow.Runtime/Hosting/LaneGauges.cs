using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Hosting;

/// <summary>The reactor's lanes as health and metrics see them. It is made before the reactor, which tells its health itself.</summary>
internal sealed class LaneGauges(Func<LocalReactor> reactor) : ILaneGauges
{
    public LocalReactor Reactor => reactor();

    public int TotalWaiting => Reactor.Lanes.Sum(static lane => lane.Waiting);

    public int Waiting(AtomGroup group) => Reactor.Lane(group).Waiting;

    public int InFlight(AtomGroup group) => Reactor.Lane(group).InFlight;
}
