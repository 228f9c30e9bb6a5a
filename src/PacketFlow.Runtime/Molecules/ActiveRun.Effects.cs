using System.Diagnostics;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>What a run does once its records are durable.</summary>
internal sealed partial class ActiveRun
{
    private void Perform(RunEffect effect, ref StepTry? own)
    {
        switch (effect)
        {
            case StartTry start:
                Begin(start, ref own);
                break;
            case CancelTry cancel:
                CancelTry(cancel);
                break;
            case TakeLocks take:
                TakeLocks(take);
                break;
            case FreeLocks free:
                engine.FreeLocks(this, free.Resources);
                break;
            case TellFault fault:
                engine.Tell(Id, fault);
                break;
            case TellEnd end:
                End(end);
                CloseListeners();
                break;
            case AskRetry ask:
                AskFor(ask);
                break;
            case WaiveRetry waive:
                engine.GiveBack(_figures[waive.Step].Budget);
                break;
        }
    }

    private void Begin(StartTry start, ref StepTry? own)
    {
        if (engine.IsStopping)
        {
            Refuse(start);
            return;
        }

        StepTry running = Register(start);
        if (start.Acting.Kind == StepKind.Nested)
        {
            engine.Follow(RunWithinAsync(running));
            return;
        }

        if (own is not null)
        {
            BeginElsewhere(own);
        }

        own = running;
    }

    private void BeginElsewhere(StepTry begun)
    {
        engine.Enter();
        ThreadPool.UnsafeQueueUserWorkItem(begun, preferLocal: false);
    }

    // A host that stops begins nothing new; the next one does.
    private void Refuse(StartTry start)
    {
        if (start.Acting.Element.AtMostOnce)
        {
            Post(RunOccurrence.TryEnded(start, new RunError(ErrorCodes.Unavailable, ErrorCategory.Retryable, "The host stops.")));
        }
        else if (start.Acting.Kind != StepKind.Nested)
        {
            Post(RunOccurrence.Interrupt(start.Step, start.Index, start.Attempt));
        }
    }

    private void TakeLocks(TakeLocks take) => engine.TakeLocks(this, take.Resources, () => Post(RunOccurrence.LocksGranted(take.Set)));

    private void AskFor(AskRetry ask)
    {
        switch (engine.TryRetry(Id, _figures[ask.Step].Budget))
        {
            case true:
                Post(RunOccurrence.RetryGranted(ask.Step));
                break;
            case false:
                _counts.AddHeldBack();
                break;
        }
    }

    private void CancelTry(CancelTry cancel)
    {
        StartTry? start = null;
        CancellationTokenSource? source = null;
        lock (_gate)
        {
            for (StepTry? running = _tries; running is not null && start is null; running = running.Next)
            {
                if ((running.Start.Step, running.Start.Index, running.Start.Attempt) == (cancel.Step, cancel.Index, cancel.Attempt))
                {
                    (start, source) = (running.Start, running.Stop());
                }
            }
        }

        if (source is not null)
        {
            TellToStop(new StopWord(start!, source));
        }

        if (start?.Acting.Kind == StepKind.Nested)
        {
            engine.Follow(engine.CancelWithinAsync(IdWithin(start)));
        }
    }

    // What stops only since the host does, or since another host has this run, is wanted.
    private bool IsUnwanted(StepTry running)
    {
        lock (_gate)
        {
            return running.IsStopped && !_isGone && !engine.IsStopping;
        }
    }

    // A run within has an id of its own for each try: what a failed one undid must not be taken for done by the next.
    private static string IdWithin(StartTry start) => start.Attempt == 1 ? start.Key : $"{start.Key}~{start.Attempt}";

    private async Task RunWithinAsync(StepTry running)
    {
        StartTry start = running.Start;
        RunOccurrence ended;
        using Activity? span = Trace(start);
        try
        {
            TellEnd end = await engine.RunWithinAsync(machine.View.Definition.Nested(start.Acting.Number), IdWithin(start), Id, start.IsLeftover ? null : start.Payload, () => IsUnwanted(running)).ConfigureAwait(false);
            ended = end.Output is { } output ? RunOccurrence.TryEnded(start, output) : RunOccurrence.TryEnded(start, WhyNot(start, end));
        }
        catch (OperationCanceledException)
        {
            // The host stops; the next one renews the wait.
            return;
        }
        catch (JournalException damage)
        {
            // What it did nobody knows; another in its place might do it again.
            ended = RunOccurrence.TryEnded(start, new RunError(
                ErrorCodes.OutcomeUnknown, ErrorCategory.Fatal, $"The run within {start.Acting.Name} cannot be read: {engine.Runner.Told(damage)}"));
        }
        catch (PacketFlowException failure)
        {
            ended = RunOccurrence.TryEnded(start, new RunError(failure.Code, failure.Category, engine.Runner.Told(failure), failure.RetryAfter));
        }

        AtomActivities.End(span, ended.Error?.Code);
        if (Finish(running, ended, isShort: false))
        {
            await PumpAsync().ConfigureAwait(false);
        }
    }

    private static RunError WhyNot(StartTry start, TellEnd end) => end.Status == RunStatus.InDoubt
        ? new RunError(ErrorCodes.OutcomeUnknown, ErrorCategory.Fatal, $"The run within {start.Acting.Name} is in doubt: {end.Error?.Message}")
        : new RunError(end.Error?.Code ?? ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"The run within {start.Acting.Name} ended as {end.Status}: {end.Error?.Message}");
}
