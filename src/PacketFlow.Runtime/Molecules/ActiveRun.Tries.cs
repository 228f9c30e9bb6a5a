using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>The tries of a run: their time, their end, and how they are told to stop. They stand in a row that the gate guards.</summary>
internal sealed partial class ActiveRun
{
    // A peer gives up by itself at its timeout; only one that is silent beyond that is given up here.
    private static readonly TimeSpan RemoteGrace = TimeSpan.FromSeconds(2);

    private readonly StepFigures[] _figures = engine.Statistics.Of(machine.View.Plan);
    private readonly StepHandlers _handlers = engine.Registry.HandlersOf(machine.View);
    private StepTry? _tries;

    // No later than the first of their deadlines: one that ended early leaves its own behind, which costs a look for nothing.
    private long _firstDeadline = long.MaxValue;

    /// <summary>Whether its steps may change the system itself.</summary>
    public bool HasControl => _handlers.HaveControl;

    /// <summary>Told to stop when the try's time is over or nobody wants its result.</summary>
    public CancellationToken TokenOf(StepTry running)
    {
        lock (_gate)
        {
            return running.Token();
        }
    }

    /// <summary>Runs a try on the thread that it was left to.</summary>
    public void Leave(StepTry running)
    {
        engine.Follow(PumpAsync(running));
        engine.Leave();
    }

    /// <summary>Tells the journal that what runs was cut off by the host's end, and tells it to stop.</summary>
    public void InterruptTries()
    {
        List<StopWord>? stopped = null;
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_isDraining;
            StopGuarded(
                running =>
                {
                    if (running.Start is { Acting.Kind: not StepKind.Nested } start)
                    {
                        EnterGuarded(new Arrival(RunOccurrence.Interrupt(start.Step, start.Index, start.Attempt), null));
                    }

                    return true;
                },
                ref stopped);
            isFirst &= _isDraining;
        }

        if (isFirst)
        {
            PumpElsewhere();
        }

        stopped?.ForEach(TellToStop);
    }

    private StepTry Register(StartTry start)
    {
        long now = engine.Uptime;
        TimeSpan? limit = start.Acting.Kind switch
        {
            StepKind.Nested => null,
            StepKind.Remote => start.Acting.Timeout + RemoteGrace,
            _ => start.Acting.Timeout,
        };
        StepTry running = StepTry.Take(this, start, now, limit is { } time ? now + (long)time.TotalMilliseconds : long.MaxValue);
        lock (_gate)
        {
            running.IsLive = true;
            running.Next = _tries;
            if (_tries is not null)
            {
                _tries.Previous = running;
            }

            _tries = running;
            _firstDeadline = Math.Min(_firstDeadline, running.Deadline);
        }

        return running;
    }

    // True if the caller has to do the work now. Whoever takes a try out tells its end; what comes later from the same try finds nothing.
    private bool Finish(StepTry running, RunOccurrence ended, bool isShort)
    {
        long now = engine.Uptime;
        bool isFirst;
        lock (_gate)
        {
            running.Return();
            if (!running.IsLive)
            {
                return false;
            }

            isFirst = !_isDraining;
            Unlink(running);
            isFirst &= EndGuarded(running, ended, now);
        }

        // A substitute's success says nothing of what the step itself calls.
        if (ended is { Attempt: > 1, Data: not null } && running.Start.Acting.Number == ended.Step)
        {
            engine.Earn(_figures[ended.Step].Budget);
        }

        if (isShort)
        {
            running.Give();
        }

        return isFirst;
    }

    // False if nobody is there to hear of it.
    private bool EndGuarded(StepTry running, RunOccurrence ended, long now)
    {
        _figures[ended.Step].Add(ended.Data is not null, now - running.StartedAt);
        return EnterGuarded(new Arrival(ended, null)) is not null;
    }

    private void StopGuarded(Predicate<StepTry> isStopped, ref List<StopWord>? stopped)
    {
        for (StepTry? running = _tries, next; running is not null; running = next)
        {
            next = running.Next;
            if (isStopped(running))
            {
                Unlink(running);
                if (running.Stop() is { } source)
                {
                    (stopped ??= []).Add(new StopWord(running.Start, source));
                }
            }
        }
    }

    // What a step has registered with its token is its own code: it may throw, or hold its thread. It runs behind the run's own work, which
    // stands in this thread's queue, and which tells the journal how the try ended.
    private void TellToStop(StopWord stop) => engine.Follow(Task.Factory.StartNew(
        () =>
        {
            try
            {
                stop.Source.Cancel();
            }
            catch (AggregateException failure)
            {
                Runner.TellThatStopThrew(stop.Start, failure);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.PreferFairness,
        TaskScheduler.Default));

    private void Unlink(StepTry running)
    {
        running.IsLive = false;
        if (running.Previous is { } previous)
        {
            previous.Next = running.Next;
        }
        else
        {
            _tries = running.Next;
        }

        if (running.Next is { } next)
        {
            next.Previous = running.Previous;
        }

        (running.Previous, running.Next) = (null, null);
        _firstDeadline = _tries is null ? long.MaxValue : _firstDeadline;
    }

    private long FirstDeadline()
    {
        long first = long.MaxValue;
        for (StepTry? running = _tries; running is not null; running = running.Next)
        {
            first = Math.Min(first, running.Deadline);
        }

        return first;
    }

    private static RunOccurrence TimeOver(StartTry start) => RunOccurrence.TryEnded(start, new RunError(
        ErrorCodes.TimedOut,
        start.Acting.Element.Idempotent ? ErrorCategory.Retryable : ErrorCategory.Fatal,
        $"Step {start.Acting.Name} was not done within {start.Acting.Timeout?.TotalSeconds} s."));

    /// <summary>What tells a try to stop.</summary>
    private readonly record struct StopWord(StartTry Start, CancellationTokenSource Source);
}
