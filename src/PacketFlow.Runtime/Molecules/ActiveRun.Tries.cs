using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>The tries of a run: their time, their end, and the runs within.</summary>
internal sealed partial class ActiveRun
{
    // A peer gives up by itself at its timeout; only one that is silent beyond that is given up here.
    private static readonly TimeSpan RemoteGrace = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(int Step, int Index), RunningTry> _tries = [];
    private readonly StepFigures[] _figures = engine.Statistics.Of(machine.View.Plan);

    /// <summary>Told to stop when the try's time is over or nobody wants its result.</summary>
    public CancellationToken CancellationOf(StartTry start)
    {
        lock (_gate)
        {
            return _tries.TryGetValue((start.Step, start.Index), out RunningTry? running) && running.Start.Attempt == start.Attempt
                ? running.Token
                : new CancellationToken(canceled: true);
        }
    }

    /// <summary>Runs a try that was left to another thread.</summary>
    public async Task RunTryAsync(StartTry start)
    {
        TryEnded ended = await engine.Runner.RunAsync(this, start).ConfigureAwait(false);
        if (Finish(ended) is true)
        {
            await PumpAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Time has come for something: a step's due moment, or the end of a try's time.</summary>
    public bool Wake()
    {
        foreach (RunningTry late in TakeLate())
        {
            PlanStep step = late.Start.Acting;
            ErrorCategory ifRepeatable = step.Element.Idempotent ? ErrorCategory.Retryable : ErrorCategory.Fatal;
            bool? isFirst = Finish(new TryEnded(late.Start.Step, late.Start.Index, late.Start.Attempt, null, new RunError(
                ErrorCodes.TimedOut, ifRepeatable, $"Step {step.Name} was not done within {step.Timeout?.TotalSeconds} s.")));
            late.Cancel();
            if (isFirst is true)
            {
                PumpElsewhere();
            }
        }

        return Post(new Tick());
    }

    /// <summary>Tells the journal that what runs was cut off by the host's end, and tells it to stop.</summary>
    public void InterruptTries()
    {
        foreach (RunningTry running in TakeTries())
        {
            if (running.Start.Acting.Kind != StepKind.Nested)
            {
                Post(new Interrupt(running.Start.Step, running.Start.Index, running.Start.Attempt));
            }

            running.Cancel();
        }
    }

    private void Perform(RunEffect effect, ref StartTry? own)
    {
        switch (effect)
        {
            case StartTry start when engine.IsStopping:
                Refuse(start);
                break;
            case StartTry start:
                Register(start);
                if (start.Acting.Kind == StepKind.Nested)
                {
                    engine.Follow(RunWithinAsync(start));
                }
                else
                {
                    if (own is not null)
                    {
                        engine.Enter();
                        ThreadPool.UnsafeQueueUserWorkItem(static work => work.Run.Leave(work.Start), (Run: this, Start: own), preferLocal: false);
                    }

                    own = start;
                }

                break;
            case CancelTry cancel:
                CancelTry(cancel);
                break;
            case TakeLocks take:
                engine.TakeLocks(this, take.Resources, () => Post(new LocksGranted(take.Set)));
                break;
            case FreeLocks free:
                engine.FreeLocks(this, free.Resources);
                break;
            case TellEnd end:
                End(end);
                CloseListeners();
                break;
        }
    }

    // A host that stops begins nothing new; the next one does.
    private void Refuse(StartTry start)
    {
        if (start.Acting.Element.AtMostOnce)
        {
            Post(new TryEnded(start.Step, start.Index, start.Attempt, null, new RunError(ErrorCodes.Unavailable, ErrorCategory.Retryable, "The host stops.")));
        }
        else if (start.Acting.Kind != StepKind.Nested)
        {
            Post(new Interrupt(start.Step, start.Index, start.Attempt));
        }
    }

    private void Leave(StartTry start)
    {
        engine.Follow(RunTryAsync(start));
        engine.Leave();
    }

    private void Register(StartTry start)
    {
        long now = engine.Now;
        TimeSpan? limit = start.Acting.Kind switch
        {
            StepKind.Nested => null,
            StepKind.Remote => start.Acting.Timeout + RemoteGrace,
            _ => start.Acting.Timeout,
        };
        lock (_gate)
        {
            _tries[(start.Step, start.Index)] = new RunningTry(start, now, limit is { } time ? now + (long)time.TotalMilliseconds : long.MaxValue);
        }
    }

    // Whoever takes a try out tells its end; what comes later from the same try finds nothing.
    private bool? Finish(TryEnded ended)
    {
        lock (_gate)
        {
            if (!_tries.TryGetValue((ended.Step, ended.Index), out RunningTry? running) || running.Start.Attempt != ended.Attempt)
            {
                return false;
            }

            _tries.Remove((ended.Step, ended.Index));
            _figures[ended.Step].Add(ended.Output is not null, engine.Now - running.StartedAt);
        }

        return Enter(ended);
    }

    private void CancelTry(CancelTry cancel)
    {
        RunningTry? running;
        lock (_gate)
        {
            _tries.TryGetValue((cancel.Step, cancel.Index), out running);
        }

        if (running is not null && running.Start.Attempt == cancel.Attempt)
        {
            running.Cancel();
            if (running.Start.Acting.Kind == StepKind.Nested)
            {
                engine.Follow(engine.CancelWithinAsync(IdWithin(running.Start)));
            }
        }
    }

    private long? NextWake()
    {
        long? next = machine.NextWake;
        lock (_gate)
        {
            foreach (RunningTry running in _tries.Values)
            {
                if (running.Deadline < (next ?? long.MaxValue))
                {
                    next = running.Deadline;
                }
            }
        }

        return next;
    }

    private RunningTry[] TakeLate()
    {
        long now = engine.Now;
        lock (_gate)
        {
            return [.. _tries.Values.Where(running => running.Deadline <= now)];
        }
    }

    private RunningTry[] TakeTries()
    {
        lock (_gate)
        {
            RunningTry[] tries = [.. _tries.Values];
            _tries.Clear();
            return tries;
        }
    }

    // A run within has an id of its own for each try: what a failed one undid must not be taken for done by the next.
    private static string IdWithin(StartTry start) => start.Attempt == 1 ? start.Key : $"{start.Key}~{start.Attempt}";

    private async Task RunWithinAsync(StartTry start)
    {
        TryEnded ended;
        try
        {
            TellEnd end = await engine.RunWithinAsync(machine.View.Definition.Nested(start.Acting.Number), IdWithin(start), Id, start.Payload).ConfigureAwait(false);
            ended = end.Output is { } output
                ? new TryEnded(start.Step, start.Index, start.Attempt, output, null)
                : new TryEnded(start.Step, start.Index, start.Attempt, null, WhyNot(start, end));
        }
        catch (OperationCanceledException)
        {
            // The host stops; the next one renews the wait.
            return;
        }
        catch (PacketFlowException failure)
        {
            ended = new TryEnded(start.Step, start.Index, start.Attempt, null, new RunError(failure.Code, failure.Category, failure.Message, failure.RetryAfter));
        }

        if (Finish(ended) is true)
        {
            await PumpAsync().ConfigureAwait(false);
        }
    }

    private static RunError WhyNot(StartTry start, TellEnd end) => end.Status == RunStatus.InDoubt
        ? new RunError(ErrorCodes.OutcomeUnknown, ErrorCategory.Fatal, $"The run within {start.Acting.Name} is in doubt: {end.Error?.Message}")
        : new RunError(end.Error?.Code ?? ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"The run within {start.Acting.Name} ended as {end.Status}: {end.Error?.Message}");
}
