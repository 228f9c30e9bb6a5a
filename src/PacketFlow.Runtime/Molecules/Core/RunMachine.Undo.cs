namespace PacketFlow.Molecules.Core;

/// <summary>The way back: cancel what runs, then undo in reverse what was done or may have been.</summary>
internal sealed partial class RunMachine
{
    // Its host stops: an undo that was cut off, or refused, is the next host's to begin. Begun here it would be refused again, without end.
    private bool _isCutOff;

    private void OnCancel(string reason)
    {
        if (Course == RunCourse.Forward || (Course == RunCourse.Ended && _status == RunStatus.InDoubt))
        {
            BeginUndo(new RunError(ErrorCodes.Cancelled, ErrorCategory.Fatal, reason), isCancelled: true);
        }
    }

    private void BeginUndo(RunError error, bool isCancelled)
    {
        Emit(new RunRecord(RecordKind.Undoing) { Error = error, Attempt = isCancelled ? 1 : 0 });
        _blocked.Clear();
        CancelRunning();
    }

    private void CancelRunning()
    {
        foreach (StepState step in _steps.Where(static step => step.Step.IsInFlow))
        {
            step.IsAtBarrier = false;
            CancelRunning(step);
        }
    }

    private void CancelRunning(StepState step)
    {
        foreach (Slot slot in step.Slots)
        {
            if (slot.Phase == SlotPhase.Running)
            {
                _effects.Add(new CancelTry(step.Step.Number, slot.Index, slot.Attempt));
            }
        }
    }

    private void AdvanceUndo()
    {
        while (Course == RunCourse.Undoing && _running == 0)
        {
            if (NextUndo() is not { } next)
            {
                End(EndOfUndo(), Error);
                return;
            }

            if (next.Slot.Phase == SlotPhase.InDoubt)
            {
                End(RunStatus.InDoubt, Named(next.Step, next.Slot.Error!));
                return;
            }

            if (next.Slot.Phase == SlotPhase.Retrying || _isCutOff || !Undo(next.Step, next.Undone, next.Slot))
            {
                return;
            }
        }
    }

    private RunStatus EndOfUndo() => _isCancelled ? RunStatus.Cancelled
        : Array.Exists(_steps, static step => step.Step.Kind == StepKind.Compensation && Any(step.Slots, static slot => slot.Phase == SlotPhase.Done))
            ? RunStatus.Compensated
            : RunStatus.Failed;

    // The last that was started and is not undone; its slots from the last item back.
    private (StepState Step, StepState Undone, Slot Slot)? NextUndo()
    {
        foreach (StepState undone in _steps.Where(step => view.Compensation[step.Step.Number] is not null).OrderByDescending(static step => step.Order))
        {
            StepState undo = _steps[view.Compensation[undone.Step.Number]!.Number];
            for (int i = undone.Made.Length - 1; i >= 0; i--)
            {
                if (undone.Made[i].MayHaveHappened && undo.EnsureSlotsOf(undone)[i] is { Phase: not (SlotPhase.Done or SlotPhase.Failed) } slot)
                {
                    return (undo, undone, slot);
                }
            }
        }

        return null;
    }

    // False if it waits for its end.
    private bool Undo(StepState undo, StepState undone, Slot slot)
    {
        byte[] payload;
        try
        {
            Slot target = undone.Made[Math.Max(slot.Index, 0)];
            byte[]?[] inputs = InputsOf(undone, undone.Step, slot.Index, target.Inputs);
            payload = Feed.Payload(undo.Step, Feed.Parts(view.Definition, undo.Step, source => source.Kind switch
            {
                PlanSourceKind.UndoneInput => inputs[source.Number],
                PlanSourceKind.UndoneOutput => target.Output,
                _ => Value(undone, source, slot.Index),
            })) ?? Packed.Nil;
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            Emit(new RunRecord(RecordKind.InDoubt) { Step = undo.Step.Number, Index = slot.Index, Error = RefusedInput(undo, refusal) });
            return true;
        }

        Emit(new RunRecord(RecordKind.TryStarted) { Step = undo.Step.Number, Index = slot.Index, Attempt = slot.Attempt + 1 });
        _effects.Add(TryOf(undo, slot, payload));
        return false;
    }

    private void OnUndoEnded(StepState undo, Slot slot, RunOccurrence ended)
    {
        if (ended.Data is { } output)
        {
            Emit(new RunRecord(RecordKind.TrySucceeded) { Step = undo.Step.Number, Index = slot.Index, Attempt = slot.Attempt, Data = output });
            return;
        }

        // Whoever wrote an undo wants it done, so it is tried again whatever it failed with; only at-most-once forbids that.
        RunError error = ended.Error!;
        Element element = undo.Step.Element;
        if ((element.AtMostOnce && !error.IsNotStarted) || slot.Failures >= (element.Retries ?? backoff.MaxRetries))
        {
            Emit(new RunRecord(RecordKind.InDoubt) { Step = undo.Step.Number, Index = slot.Index, Attempt = slot.Attempt, Error = error });
            return;
        }

        Emit(new RunRecord(RecordKind.TryFailed)
        {
            Step = undo.Step.Number,
            Index = slot.Index,
            Attempt = slot.Attempt,
            Due = _now + backoff.Milliseconds(slot.Failures + 1, StartTry.KeyOf(runId, undo.Step, slot.Index), error.RetryAfter),
            Error = error,
        });
    }
}
