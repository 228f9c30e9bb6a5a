using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>
/// Where an atom runs at once, on the thread that brought it: its result is written straight to where it goes. The host is left when
/// the handler has to be waited for, and may be taken away from an atom that runs too long.
/// </summary>
internal abstract class InlineHost
{
    /// <summary>Whether an atom may run here at all.</summary>
    public virtual bool MayRun => true;

    /// <summary>Whether the atom may still answer here; false when its thread was taken for too slow.</summary>
    public abstract bool TryClaim();

    /// <summary>Room for the atom's result.</summary>
    public abstract PacketWriter BeginResult(Reaction reaction);

    /// <summary>The result is complete.</summary>
    public abstract void EndResult(Reaction reaction, ref PacketWriter writer);

    /// <summary>The atom failed; what there is of a result is dropped.</summary>
    public abstract void Fail(Reaction reaction, in AtomError error);

    /// <summary>The atom goes on without the host and answers its caller later.</summary>
    public abstract void Leave(Reaction reaction);
}
