using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>
/// A handler on its caller's thread, under the watchdog's eye. Nobody can give the caller its thread back before the handler returns; but
/// an atom that holds it is taken away from it, gets its deadline and its token's end like any other, and its element is queued from then on.
/// </summary>
internal abstract class WatchedCall : InlineHost, IWatchedGuest
{
    private const int Outside = 0;
    private const int InHandler = 1;
    private const int Answering = 2;
    private const int BeingTaken = 3;
    private const int Taken = 4;

    private Watchdog? _watchdog;
    private int _phase;
    private int _calls;
    private CallWatch _watch;
    private LocalReactor _reactor = null!;

    /// <summary>Whether the atom was taken from the thread.</summary>
    protected bool IsTaken => Volatile.Read(ref _phase) == Taken;

    public override void Enter()
    {
        _calls++;
        Volatile.Write(ref _phase, InHandler);
        _watchdog!.Greet();
    }

    public override bool TryClaim()
    {
        if (Interlocked.CompareExchange(ref _phase, Answering, InHandler) == InHandler)
        {
            return true;
        }

        SpinWait.SpinUntil(() => IsTaken);
        return false;
    }

    bool IWatchedGuest.Look(int patience)
    {
        _watch.Look(Volatile.Read(ref _calls));
        if (Volatile.Read(ref _phase) != InHandler)
        {
            return !_watch.IsSame;
        }

        if (_watch.IsHeld(patience) && Interlocked.CompareExchange(ref _phase, BeingTaken, InHandler) == InHandler)
        {
            Reaction held = TakeAway();
            Volatile.Write(ref _phase, Taken);
            _reactor.TakeFromThread(held);
        }

        return true;
    }

    /// <summary>Makes the atom stand for itself: from now on it answers its caller through <see cref="Reaction.Tag"/>.</summary>
    protected abstract Reaction TakeAway();

    /// <summary>The call is about to hand an atom to a reactor.</summary>
    protected void Begin(LocalReactor reactor)
    {
        _reactor = reactor;
        if (_watchdog != reactor.Watchdog)
        {
            _watchdog = reactor.Watchdog;
            _watchdog.Join(this);
        }
    }

    /// <summary>The thread is the caller's again.</summary>
    protected void End() => Volatile.Write(ref _phase, Outside);
}
