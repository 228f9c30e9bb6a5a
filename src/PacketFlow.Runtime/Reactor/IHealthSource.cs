namespace PacketFlow.Reactor;

/// <summary>Tells how the reactor is.</summary>
internal interface IHealthSource
{
    Health Read();
}
