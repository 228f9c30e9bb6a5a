namespace PacketFlow.Reactor;

internal sealed partial class Reaction : IWatched
{
    private bool _hasLent;
    private bool _isOver;
    private long _lookAgainAt;

    /// <summary>A handler that holds a thread of its lane for long is not in the way of the others: the lane gets another thread.</summary>
    bool IWatched.Look(long now, int patience)
    {
        if (!_hasLent && now - Started > reactor.LendAfterTicks)
        {
            _hasLent = true;
            Site.Lane.Threads.Lend();
        }

        return true;
    }

    private void LeaveWatchdog()
    {
        reactor.Watchdog.Leave(this);
        if (_hasLent)
        {
            Site.Lane.Threads.TakeBack();
        }
    }

    // Its token is cancelled and its caller has an answer; the handler, waiting or holding a thread, has some time to notice. It comes back
    // to the wheel for that, so that an atom which nobody ends from outside pays nothing.
    private void LookWhetherItStops()
    {
        if (Started != 0 && !Volatile.Read(ref _isOver))
        {
            _lookAgainAt = reactor.Time.GetTimestamp() + reactor.ReportAfterTicks;
            reactor.Deadlines.Add(this);
        }
    }

    private void ReportUnlessOver()
    {
        if (!Volatile.Read(ref _isOver))
        {
            reactor.Observer.IgnoresToken(Site.Element, Id, reactor.Time.GetElapsedTime(Started));
        }
    }
}
