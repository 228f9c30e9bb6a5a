using PacketFlow.Reactor;

namespace PacketFlow.Hosting;

internal sealed class QueueHealth : IHealthSource
{
    public Health Read() => new(true, 0, 0);
}
