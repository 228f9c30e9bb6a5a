namespace PacketFlow.Molecules.Core;

/// <summary>Timers, signals and all else that time brings.</summary>
internal sealed partial class RunMachine
{
    // In milliseconds.
    private const long LookAgain = 60_000;

    private void BeginTimer(StepState step)
    {
        if (PayloadOf(step, step.Step, 0) is not { } payload)
        {
            return;
        }

        long due;
        try
        {
            due = Packed.IsNil(payload) ? _now + (long)(step.Step.Timeout?.TotalMilliseconds ?? 0)
                : step.Step.IsUntil ? PacketCodec.Deserialize<DateTimeOffset>(payload).ToUnixTimeMilliseconds()
                : _now + (long)PacketCodec.Deserialize<TimeSpan>(payload).TotalMilliseconds;
        }
        catch (PacketFormatException refusal)
        {
            FailWithoutTry(step, RefusedInput(step, refusal));
            return;
        }

        // 0 stands for never, so a timer whose time is over is due at once.
        Emit(new RunRecord(RecordKind.Waiting) { Step = step.Step.Number, Due = Math.Max(due, 1) });
    }

    private void BeginSignal(StepState step)
    {
        if (step.EarlySignal is { } early)
        {
            FinishWait(step, early);
            return;
        }

        long due = step.Step.Timeout is { } limit ? _now + (long)limit.TotalMilliseconds : 0;
        Emit(new RunRecord(RecordKind.Waiting) { Step = step.Step.Number, Due = due });
    }

    private void OnSignal(StepState step, byte[] payload)
    {
        // One that came before, and came again, is no news; one that can change nothing any more is told so.
        IsTooLate = Course != RunCourse.Forward;
        if (IsTooLate || step.EarlySignal is not null || step.IsSettled)
        {
            return;
        }

        Emit(new RunRecord(RecordKind.Signalled) { Step = step.Step.Number, Data = payload });
        if (step.Phase == StepPhase.Waiting)
        {
            FinishWait(step, payload);
        }
    }

    private void FinishWait(StepState step, byte[] output)
    {
        Emit(new RunRecord(RecordKind.TrySucceeded) { Step = step.Step.Number, Data = output, Numbers = Shut(step, output) });
        FailBroken();
    }

    private void OnTime()
    {
        if (Course == RunCourse.Forward && Deadline > 0 && _now >= Deadline)
        {
            BeginUndo(
                new RunError(ErrorCodes.TimedOut, ErrorCategory.Fatal, $"The run was not done within {Timeout?.TotalSeconds} s."),
                isCancelled: false);
        }

        while (Course != RunCourse.Ended && _wakes.TryPeek(out (int Step, int Index) wake, out long due) && due <= _now)
        {
            _wakes.Dequeue();
            if (IsDue(wake.Step, wake.Index, due))
            {
                OnDue(_steps[wake.Step], wake.Index);
            }
        }
    }

    private void OnDue(StepState step, int index)
    {
        if (step.Phase == StepPhase.Waiting && step.Slots.IsEmpty)
        {
            if (Course == RunCourse.Forward)
            {
                OnWaitOver(step);
            }

            return;
        }

        OnRetryDue(step, step.SlotOf(index));
    }

    private void OnWaitOver(StepState step)
    {
        if (step.Step.IsUntil && _wall < step.Due)
        {
            // The clock was put back. It may be put forward again.
            Wake(step.Step.Number, -1, _now + Math.Min(step.Due - _wall, LookAgain));
            return;
        }

        if (step.Step.Kind == StepKind.Timer || step.Step.IsResultNullable)
        {
            FinishWait(step, Packed.Nil);
            return;
        }

        FailWithoutTry(step, new RunError(
            ErrorCodes.TimedOut, ErrorCategory.Fatal, $"No signal {step.Step.Name} came within {step.Step.Timeout?.TotalSeconds} s."));
    }
}
