namespace PacketFlow.Reactor;

internal sealed partial class Reaction : IWatched
{
    private bool _hasLent;
    private bool _isReported;

    /// <summary>
    /// A handler that holds a thread of its lane for long is not in the way of the others: the lane gets another thread. One that runs on
    /// after its atom was answered is named.
    /// </summary>
    bool IWatched.Look(long now)
    {
        if (!_hasLent && now - Started > reactor.LendAfterTicks)
        {
            _hasLent = true;
            Site.Lane.Lend();
        }

        if (!_isReported && IsAnswered && now - Deadline > reactor.ReportAfterTicks)
        {
            _isReported = true;
            reactor.Observer.IgnoresToken(Site.Element, reactor.Time.GetElapsedTime(Started, now));
        }

        return true;
    }

    private void LeaveWatchdog()
    {
        reactor.Watchdog.Leave(this);
        if (_hasLent)
        {
            Site.Lane.TakeBack();
        }
    }
}
