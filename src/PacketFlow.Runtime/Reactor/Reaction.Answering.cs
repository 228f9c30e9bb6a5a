using System.Runtime.CompilerServices;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

internal sealed partial class Reaction
{
    private const int Tracked = 1;
    private const int Settled = 2;

    private int _answered;
    private int _tracking;
    private bool _isWriting;
    private bool _isOurs;
    private Scratch? _scratch;
    private byte[]? _early;

    public bool IsAnswered => Volatile.Read(ref _answered) != 0;

    /// <summary>When the wheel has to look at it: its deadline, when it must have started, or when its handler should have noticed its end.</summary>
    /// <remarks>Who gives no time to live may wait for 30 s or, if that is longer, as long as the atom may take: which ends at its deadline.</remarks>
    public long Due => IsLookedAtAgain ? _lookAgainAt : Started == 0 && _fields.Atom.TtlSeconds > 0 ? Math.Min(Deadline, Arrived + reactor.Ticks(_fields.Atom.TtlSeconds)) : Deadline;

    /// <summary>Whether it was answered in its handler's place, and is on the wheel for the handler alone.</summary>
    public bool IsLookedAtAgain => _lookAgainAt != 0;

    /// <summary>Whether it waits for others that it depends on.</summary>
    public bool IsHeld { get; set; }

    public Reaction? NextDue { get; set; }

    public Reaction? PreviousDue { get; set; }

    public int DueSlot { get; set; } = -1;

    /// <summary>From now on it stands with its caller and on the wheel, unless it was answered meanwhile.</summary>
    public bool TryTrack() => Interlocked.CompareExchange(ref _tracking, Tracked, 0) == 0;

    /// <summary>Takes the one right to answer.</summary>
    public bool TryAnswer() => Interlocked.Exchange(ref _answered, 1) == 0;

    /// <summary>Answers in the handler's place: it will not run.</summary>
    public void Refuse(in AtomError error)
    {
        if (IsDeep)
        {
            AtomError kept = error;
            GoOn(() => Refuse(kept));
        }
        else if (TryAnswer())
        {
            Answer(error);
        }
    }

    /// <summary>Ends it from outside: its caller wants it no more.</summary>
    public void Cancel(in AtomError error)
    {
        if (IsDeep)
        {
            AtomError kept = error;
            GoOn(() => Cancel(kept));
        }
        else if (TryAnswer())
        {
            _ = _cancel?.CancelAsync();
            Answer(error);
            LookWhetherItStops();
        }
    }

    /// <summary>Its time is over, or the time in which it had to start or to stop.</summary>
    public void OnDue()
    {
        if (IsLookedAtAgain)
        {
            ReportUnlessOver();
            return;
        }

        long now = reactor.Time.GetTimestamp();
        if (now >= Deadline)
        {
            Cancel(IsHeld ? ReactorErrors.DependencyNeverCame : ReactorErrors.TimedOut(Site.Element, reactor.Time.GetElapsedTime(Arrived, Deadline)));
        }
        else if (Started == 0)
        {
            Cancel(ReactorErrors.Expired);
        }
        else
        {
            reactor.Deadlines.Add(this);
        }
    }

    protected override PacketWriter BeginResult()
    {
        _isWriting = true;
        if (_host is { } host && Environment.CurrentManagedThreadId == _hostThread)
        {
            if (host.TryClaim())
            {
                return host.BeginResult(this);
            }

            // The thread was taken; the atom stands for itself now.
            LeaveTakenHost();
        }

        _isOurs = TryAnswer();
        _scratch = Scratch.Rent();
        return new PacketWriter(_scratch);
    }

    protected override void EndResult(ref PacketWriter writer)
    {
        writer.Flush();
        Ended = reactor.Time.GetTimestamp();
        if (_scratch is not { } scratch)
        {
            reactor.Observer.Completed(Site.Element.Group, Ended - Started);
            _host!.EndResult(this, ref writer);
            return;
        }

        _scratch = null;
        if (_isOurs)
        {
            if (Volatile.Read(ref _suspension) != Suspended)
            {
                _early = scratch.Written.ToArray();
                if (Interlocked.CompareExchange(ref _suspension, EndedEarly, 0) == 0)
                {
                    scratch.Return();
                    return;
                }
            }

            Deliver(scratch.Written);
        }

        scratch.Return();
    }

    private void DeliverEarly() => Deliver(_early);

    private void Deliver(ReadOnlySpan<byte> result)
    {
        reactor.Observer.Completed(Site.Element.Group, Ended - Started);
        bool wasTracked = Settle();
        LetGo();
        Remembered?.Complete(result);
        Caller.Deliver(this, result);
        reactor.Told(wasTracked);
        LetFollowersRepeat(result);
    }

    private void Answer(in AtomError error)
    {
        Ended = reactor.Time.GetTimestamp();
        Count(error);
        bool wasTracked = Settle();
        bool isDropped = TryDrop();
        Remembered?.Fail(error);
        Caller.Fail(this, error);
        reactor.Told(wasTracked);
        DropBytes(wasTracked && isDropped);
        RefuseFollowers(error);
    }

    private void Fail(Exception failure)
    {
        AtomError error = failure is OperationCanceledException && (IsAnswered || CallerToken.IsCancellationRequested)
            ? ReactorErrors.Cancelled
            : ReactorErrors.Thrown(Site.Element, failure, _isWriting, reactor.TellsFailures);
        reactor.Observe(this, failure);
        LetGo();
        Ended = reactor.Time.GetTimestamp();
        if (_host is { } host && Environment.CurrentManagedThreadId == _hostThread)
        {
            if (_isWriting || host.TryClaim())
            {
                Count(error);
                host.Fail(this, error);
                return;
            }

            LeaveTakenHost();
        }

        if (_scratch is { } scratch)
        {
            // It was being written when it failed: the right to answer is taken already.
            _scratch = null;
            scratch.Return();
            if (_isOurs)
            {
                Answer(error);
            }
        }
        else if (TryAnswer())
        {
            Answer(error);
        }
    }

    /// <summary>Answers with the result of the first atom with its key, or of the one that it followed, which may not have its key.</summary>
    public void Repeat(ReadOnlySpan<byte> result)
    {
        if (IsDeep)
        {
            byte[] kept = result.ToArray();
            GoOn(() => Repeat(kept));
        }
        else if (TryAnswer())
        {
            Ended = reactor.Time.GetTimestamp();
            bool wasTracked = Settle();
            bool isDropped = TryDrop();
            Remembered?.Complete(result);
            Caller.Deliver(this, result);
            reactor.Told(wasTracked);
            DropBytes(wasTracked && isDropped);
            LetFollowersRepeat(result);
        }
    }

    // The end of an atom ends those that waited for it, by its id, its key or as a packet's dependency, and each of them others in turn: callers
    // make such chains as long as they like. Where the stack has no room for one more, another thread goes on.
    private static bool IsDeep => !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    private static void GoOn(Action end) => ThreadPool.UnsafeQueueUserWorkItem(static end => end(), end, preferLocal: false);

    private void Count(in AtomError error)
    {
        _failedWith = error.Code;
        if (Started == 0)
        {
            reactor.Observer.Rejected(error.Code);
        }
        else
        {
            reactor.Observer.Failed(Site.Element.Group, error.Code, Ended - Started);
        }
    }

    private void LeaveTakenHost()
    {
        _host = null;
        _suspension = Suspended;
    }

    /// <returns>Whether its caller knew it until now.</returns>
    private bool Settle()
    {
        if (Interlocked.Exchange(ref _tracking, Settled) != Tracked)
        {
            return false;
        }

        reactor.Untrack(this);
        return true;
    }
}
