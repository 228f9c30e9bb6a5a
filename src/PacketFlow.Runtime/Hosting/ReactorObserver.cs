using Microsoft.Extensions.Logging;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Hosting;

/// <summary>What the reactor tells of itself, on its way to the metrics and the log.</summary>
internal sealed class ReactorObserver(ReactorMetrics metrics, ILoggerFactory logs, TimeProvider time) : IReactorObserver
{
    private readonly SafeLogger _log = new(logs.CreateLogger("PacketFlow.Reactor"));
    private readonly LogGate _full = new(time, TimeSpan.FromSeconds(1));
    private readonly LogGate _noRoom = new(time, TimeSpan.FromSeconds(1));
    private readonly LogGate _ignored = new(time, TimeSpan.FromSeconds(1));
    private readonly LogGate _failures = new(time, TimeSpan.FromSeconds(1));
    private readonly LogGate _held = new(time, TimeSpan.FromSeconds(1));

    public void Completed(AtomGroup group, long ticks) => metrics.Ended(group, AtomOutcome.Completed, ticks);

    public void Failed(AtomGroup group, string code, long ticks) => metrics.Ended(
        group,
        code switch { ErrorCodes.TimedOut => AtomOutcome.TimedOut, ErrorCodes.Cancelled => AtomOutcome.Cancelled, _ => AtomOutcome.Failed },
        ticks);

    public void Rejected(string code) => metrics.Rejected(code switch
    {
        ErrorCodes.NoHandler or ErrorCodes.NoReactor => RejectReason.NoHandler,
        ErrorCodes.Expired or ErrorCodes.TimedOut => RejectReason.Expired,
        ErrorCodes.Unauthenticated or ErrorCodes.Forbidden => RejectReason.Forbidden,
        ErrorCodes.TooLarge => RejectReason.OverLimit,
        ErrorCodes.Overloaded => RejectReason.QueueFull,
        ErrorCodes.Unavailable => RejectReason.Draining,
        ErrorCodes.Conflict or ErrorCodes.DependencyFailed or ErrorCodes.Cancelled or ErrorCodes.SelfWait => RejectReason.Withdrawn,
        _ => RejectReason.Invalid,
    });

    public void LaneFull(AtomGroup group, int waiting)
    {
        if (_full.TryPass(out long held))
        {
            Log.QueueFull(_log, PeriodicTable.GroupCode(group), waiting, held);
        }
    }

    public void NoRoom(Element element, int bytes, long taken, long limit)
    {
        if (_noRoom.TryPass(out long held))
        {
            Log.NoRoom(_log, element.ToString(), bytes, taken, limit, held);
        }
    }

    public void HandlerFailed(Element element, string atomId, Exception failure) =>
        Log.HandlerFailed(_log, element.ToString(), new LogText(atomId), failure);

    // Nor is whoever goes on asking a host whose disk is full.
    public void HostFailed(Element element, HostFailure failure)
    {
        if (_failures.TryPass(out long held))
        {
            Log.HostFailed(_log, element.ToString(), new LogText(failure.Message), held);
        }
    }

    // Whoever cancels many atoms of such a handler is not to fill the log: the metric counts them all.
    public void IgnoresToken(Element element, string atomId, TimeSpan running)
    {
        metrics.IgnoredToken(element.Group);
        if (_ignored.TryPass(out long held))
        {
            Log.IgnoresToken(_log, element.ToString(), new LogText(atomId), running.TotalSeconds, held);
        }
    }

    // On a machine that gives the process no time every handler seems to do it.
    public void HeldItsThread(Element element)
    {
        if (_held.TryPass(out long held))
        {
            Log.HeldItsThread(_log, element.ToString(), held);
        }
    }
}
