using System.Diagnostics;
using System.Runtime.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>
/// A run in memory: takes what happens to it one after the other through its machine, makes the records durable, then performs the
/// effects. Whoever brings something while nobody is at work does the work.
/// </summary>
internal sealed partial class ActiveRun(MoleculeEngine engine, RunMachine machine, string? parent, int batches, long epoch, long since)
{
    private readonly Lock _gate = new();
    private Round? _next;
    private Round? _present;
    private int _watchers;
    private bool _isDraining;
    private bool _isGone;

    public string Id => machine.RunId;

    public RunMachine Machine => machine;

    public StepRunner Runner => engine.Runner;

    public long Uptime => engine.Uptime;

    public string? Parent => parent;

    /// <summary>Under which it was made: it writes under no other, though its host may get a new one.</summary>
    public long Epoch => epoch;

    /// <summary>Whether this host has put it away, or let it go.</summary>
    public bool IsGone => Volatile.Read(ref _isGone);

    /// <summary>Done when the run is durable.</summary>
    public TaskCompletionSource Accepted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the run is over.</summary>
    public TaskCompletionSource<TellEnd> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Keeps it in memory for whoever waits for its end or listens, until <see cref="Unwatch"/>.</summary>
    /// <returns>False if it was put away meanwhile: look it up again.</returns>
    public bool TryWatch()
    {
        lock (_gate)
        {
            _watchers += _isGone ? 0 : 1;
            return !_isGone;
        }
    }

    /// <summary>The last to leave puts it away.</summary>
    public void Unwatch()
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --_watchers == 0;
        }

        if (isLast)
        {
            engine.PutAway(this);
        }
    }

    /// <summary>Brings something; the work is done on another thread.</summary>
    /// <returns>False if the run was put away meanwhile: look it up again.</returns>
    public bool Post(RunOccurrence occurrence)
    {
        switch (Enter(new Arrival(occurrence, null)))
        {
            case null:
                return false;
            case true:
                PumpElsewhere();
                break;
        }

        return true;
    }

    /// <summary>Brings something and does the work on this thread, as far as it goes without waiting.</summary>
    public void PostHere(RunOccurrence occurrence)
    {
        if (Enter(new Arrival(occurrence, null)) is true)
        {
            Pump();
        }
    }

    /// <summary>Brings something and waits until what follows from it is durable.</summary>
    /// <returns>False if the run was put away meanwhile.</returns>
    /// <exception cref="PacketFlowException">PF409: it is a signal, and the run goes back or is over. Or the journal did not take it.</exception>
    public async ValueTask<bool> BringAsync(RunOccurrence occurrence)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        switch (Enter(new Arrival(occurrence, taken)))
        {
            case null:
                return false;
            case true:
                PumpElsewhere();
                break;
        }

        await taken.Task.ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes it out of memory if nothing goes on in it.</summary>
    public bool TryPutAway()
    {
        lock (_gate)
        {
            if (_isDraining || _next is not null || _watchers > 0 || _tries is not null || machine.HeldResources.Count > 0 || machine.IsAskingForLocks
                || (machine.Course != RunCourse.Ended && machine.Status != RunStatus.Waiting))
            {
                return false;
            }

            _isGone = true;
            return true;
        }
    }

    // Null if it is gone, true if the caller has to do the work now.
    private bool? Enter(Arrival arrival)
    {
        lock (_gate)
        {
            return EnterGuarded(arrival);
        }
    }

    private bool? EnterGuarded(Arrival arrival)
    {
        if (_isGone)
        {
            return null;
        }

        (_next ??= Round.Take()).Arrivals.Add(arrival);
        bool isFirst = !_isDraining;
        _isDraining = true;
        return isFirst;
    }

    private void Pump() => engine.Follow(PumpAsync());

    private void PumpElsewhere()
    {
        engine.Enter();
        ThreadPool.UnsafeQueueUserWorkItem(static run => run.PumpHere(), this, preferLocal: true);
    }

    private void PumpHere()
    {
        Pump();
        engine.Leave();
    }

    // Begins with a try that was left to this thread, if there is one.
    private async Task PumpAsync(StepTry? own = null)
    {
        // The last of the tries that begin runs on this thread: a chain of short steps costs no change of threads.
        try
        {
            own ??= await DrainAsync().ConfigureAwait(false);
            while (own is not null)
            {
                Activity? span = Trace(own.Start);
                ValueTask<RunOccurrence> pending = engine.Runner.RunAsync(own, _handlers.ByNumber[own.Start.Acting.Number]);
                bool isShort = pending.IsCompleted;
                RunOccurrence ended = await pending.ConfigureAwait(false);
                AtomActivities.End(span, ended.Error?.Code);
                if (!Finish(own, ended, isShort))
                {
                    return;
                }

                own = await DrainAsync().ConfigureAwait(false);
            }
        }
        catch (Exception fault)
        {
            // The journal has the truth; a machine that failed in the middle has not.
            Abandon(new PacketFlowException(ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"Run {Id} stopped in this process by a fault of the engine: {fault.GetType().Name}."));
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<StepTry?> DrainAsync()
    {
        StepTry? own = null;
        Rest rest;
        while (TakeRound(out rest) is { } round)
        {
            long wall = engine.Now, now = Time(wall);
            foreach (Arrival arrival in round.Arrivals)
            {
                machine.Handle(arrival.Occurrence, now, round.Records, round.Effects, wall);
                if (machine.IsTooLate)
                {
                    arrival.Taken?.TrySetException(TooLate());
                }
            }

            if (round.Records.Count > 0)
            {
                ValueTask<bool> written = AppendAsync(round);
                if (own is not null && !written.IsCompleted)
                {
                    // The journal may be silent for long, and the time of what was begun runs.
                    BeginElsewhere(own);
                    own = null;
                }

                if (!await written.ConfigureAwait(false))
                {
                    return null;
                }
            }

            round.Meet();
            foreach (RunEffect effect in round.Effects)
            {
                Perform(effect, ref own);
            }
        }

        Settle(rest, isBusy: own is not null);
        return own;
    }

    private PacketFlowException TooLate() =>
        MoleculeEngine.SignalTooLate(Id, machine.Course == RunCourse.Ended ? $"is {machine.Status}" : "goes back and undoes what it did");

    // Whoever finds nothing more has stopped working when this returns, and must not touch the machine again: the next to bring something
    // works, perhaps at once and elsewhere.
    private Round? TakeRound(out Rest rest)
    {
        rest = default;
        Round? done, next;
        lock (_gate)
        {
            (done, next) = (_present, _isGone ? null : _next);
            (_present, _next) = (next, null);
            if (next is null)
            {
                rest = new Rest(machine.Course == RunCourse.Ended, machine.Status == RunStatus.Waiting, _acquittal is not null && machine.IsSuspect);
                _isDraining = false;
                Arm(rest.IsOver);
            }
        }

        done?.Give();
        return next;
    }

    private void Settle(Rest rest, bool isBusy)
    {
        if (!rest.IsSuspect)
        {
            Acquit();
        }

        if (rest.IsOver)
        {
            engine.Remove(this);
        }
        else if (!isBusy && rest.IsWaiting)
        {
            engine.PutAway(this);
        }
    }

    /// <summary>How the machine stood when work stopped.</summary>
    private readonly record struct Rest(bool IsOver, bool IsWaiting, bool IsSuspect);
}
