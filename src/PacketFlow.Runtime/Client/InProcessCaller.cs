using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>A client of this process as the reactor sees it.</summary>
internal sealed class InProcessCaller : Caller
{
    /// <summary>A client of its own.</summary>
    /// <param name="hasControl">Whether it may change the system itself.</param>
    public InProcessCaller(bool hasControl = true)
    {
        IsInside = true;
        HasControl = hasControl;
    }

    /// <summary>The client that a running handler calls others with: it speaks for the handler's caller, has the scope of that one, and holds its keys.</summary>
    public InProcessCaller(Reaction handler)
    {
        IsInside = IsHandler = true;
        HasControl = handler.Caller.HasControl;
        Name = handler.Caller.Name;
        Held = handler.Held;
        if (handler is { Key: { } key, Site.Element.Group: AtomGroup.Cf })
        {
            OwnKey = key;
        }
    }

    public override void Deliver(Reaction reaction, ReadOnlySpan<byte> result) => ((PendingCall)reaction.Tag!).Succeed(result);

    public override void Fail(Reaction reaction, in AtomError error) => ((PendingCall)reaction.Tag!).Fail(error.ToException(reaction.Id));
}
