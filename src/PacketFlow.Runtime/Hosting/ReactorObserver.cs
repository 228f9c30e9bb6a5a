using PacketFlow.Reactor;

namespace PacketFlow.Hosting;

/// <summary>What the reactor tells of itself, on its way to the log.</summary>
internal sealed class ReactorObserver : IReactorObserver
{
    public void HandlerFailed(Element element, string atomId, Exception failure)
    {
    }

    public void IgnoresToken(Element element, TimeSpan running)
    {
    }

    public void HeldItsThread(Element element)
    {
    }
}
