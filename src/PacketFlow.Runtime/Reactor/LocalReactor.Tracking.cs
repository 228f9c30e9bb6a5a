using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

// The atoms on their way that were not over at once: each with its caller and its deadline, and the end that waits for all of them.
internal sealed partial class LocalReactor
{
    private const int ToOutside = 1;
    private const int ToAllButHandlers = 2;

    private int _tracked;
    private volatile int _closing;
    private TaskCompletionSource? _drained;

    /// <summary>How many atoms are on their way that were not over at once.</summary>
    public int InFlight => Volatile.Read(ref _tracked);

    /// <summary>An atom that was not over at once stands with its caller and on the wheel until it is answered.</summary>
    /// <param name="reaction">The atom.</param>
    /// <param name="hasStarted">Whether it runs already.</param>
    /// <returns>Why it is not taken.</returns>
    public AtomError? Track(Reaction reaction, bool hasStarted)
    {
        if (reaction.Caller.Register(reaction, hasStarted) is { } refusal)
        {
            return refusal;
        }

        if (!reaction.TryTrack())
        {
            reaction.Caller.Forget(reaction);
            return null;
        }

        Interlocked.Increment(ref _tracked);
        reaction.Site.Lane.Track();
        Deadlines.Add(reaction);
        return null;
    }

    /// <summary>A running atom loses the thread that brought it, which its handler has held for too long.</summary>
    public void TakeFromThread(Reaction held)
    {
        held.Site.Quickness.Blame();
        Observer.HeldItsThread(held.Site.Element);
        Track(held, hasStarted: true);
    }

    public void Untrack(Reaction reaction)
    {
        Deadlines.Remove(reaction);
        reaction.Caller.Forget(reaction);
        reaction.Site.Lane.Untrack();
    }

    /// <summary>An atom's caller was told its end. Not before does a drain count it out: connections are closed behind that.</summary>
    /// <param name="wasTracked">Whether it was on its way.</param>
    public void Told(bool wasTracked)
    {
        if (wasTracked && Interlocked.Decrement(ref _tracked) == 0)
        {
            _drained?.TrySetResult();
        }
    }

    /// <summary>Takes no more atoms from outside of this process. What runs may still call others in it.</summary>
    public void CloseDoors() => _closing = Math.Max(_closing, ToOutside);

    /// <summary>
    /// Takes no more atoms but those that running handlers submit through their contexts, and waits for what is on its way; what is left when
    /// the grace is over is answered.
    /// </summary>
    /// <returns>How many were left.</returns>
    public async Task<int> DrainAsync(CancellationToken graceIsOver)
    {
        _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _closing = ToAllButHandlers;
        if (InFlight == 0)
        {
            _drained.TrySetResult();
        }

        try
        {
            await _drained.Task.WaitAsync(graceIsOver).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException)
        {
            Reaction[] left = Deadlines.Snapshot();

            // What has not started first: one that ends lets the next of its key begin.
            foreach (Reaction reaction in left.OrderBy(static one => one.Started != 0))
            {
                reaction.Cancel(reaction.Started == 0 ? ReactorErrors.DrainingUnstarted : ReactorErrors.DrainingStarted(reaction.Site.Element));
            }

            return left.Length;
        }
    }

    private bool IsClosedTo(Caller caller) => _closing != 0 && (_closing == ToOutside ? !caller.IsInside : !caller.IsHandler);
}
