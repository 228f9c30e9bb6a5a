using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules.Core;

/// <summary>Steps that do work: their tries and retries.</summary>
internal sealed partial class RunMachine
{
    /// <summary>A step that was being run when its process died this often is not run again.</summary>
    public const int MostCrashes = 3;

    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly List<int> _blocked = [];

    private void BeginWork(StepState step)
    {
        if (step.IsForEach && ItemsOf(step).Length is var count && (count == 0 || count != step.Slots.Length))
        {
            if (count != step.Slots.Length)
            {
                Emit(new RunRecord(RecordKind.ItemsCounted) { Step = step.Step.Number, Attempt = count });
            }

            if (count == 0)
            {
                GatherAll(step);
                return;
            }
        }

        step.OfferNone();
        foreach (Slot slot in step.EnsureSlots())
        {
            if (slot.Phase is SlotPhase.Idle or SlotPhase.Interrupted)
            {
                step.Offer(slot);
            }
        }

        // After a person's wish all may be done that there is.
        GatherIfDone(step);
    }

    private void Pump(StepState step)
    {
        while (Course == RunCourse.Forward && !step.IsSettled && step.IsRunnable && step.RunningSlots < MostAtOnce(step))
        {
            if (!HasLocks(step) || IsBusy(step))
            {
                if (!_blocked.Contains(step.Step.Number))
                {
                    _blocked.Add(step.Step.Number);
                }

                return;
            }

            Run(step, step.Take());
        }
    }

    private void Occupy(StepState step)
    {
        if (view.Resources[step.Step.Number] is { Length: > 0 } resources)
        {
            _busy.UnionWith(resources);
        }
    }

    // Others may be at them as well: after a crash all runs within are waited for, though some of them are over.
    private void Vacate(StepState ended)
    {
        _busy.ExceptWith(view.Resources[ended.Step.Number]);
        foreach (StepState step in _steps)
        {
            if (step.RunningSlots > (step == ended ? 1 : 0))
            {
                Occupy(step);
            }
        }
    }

    private bool IsBusy(StepState step) => _busy.Count > 0 && Array.Exists(view.Resources[step.Step.Number], _busy.Contains);

    private int MostAtOnce(StepState step) =>
        view.ForEachBond[step.Step.Number] is >= 0 and var bond ? view.ParallelismOf(bond) ?? parallelism : 1;

    private void Run(StepState step, Slot slot)
    {
        if (PayloadOf(step, step.Acting, Math.Max(slot.Index, 0)) is not { } payload)
        {
            return;
        }

        int attempt = slot.Attempt + 1;
        Occupy(step);
        Emit(new RunRecord(RecordKind.TryStarted) { Step = step.Step.Number, Index = slot.Index, Attempt = attempt, Data = UnrecordedInputs(step, slot) });
        _effects.Add(TryOf(step, slot, payload));
    }

    private StartTry TryOf(StepState step, Slot slot, byte[] payload) =>
        new(runId, step.Step.Number, slot.Index, slot.Attempt, slot.Acting!, payload, view.Neighbourhoods[step.Step.Number]);

    private void OnTryEnded(RunOccurrence ended)
    {
        StepState step = _steps[ended.Step];
        if (Course == RunCourse.Ended || !step.HasSlot(ended.Index)
            || step.SlotOf(ended.Index) is not { Phase: SlotPhase.Running } slot || slot.Attempt != ended.Attempt)
        {
            // An answer that nobody waits for: a duplicate, or of a try that was given up.
            return;
        }

        if (_busy.Count > 0)
        {
            Vacate(step);
        }

        if (!step.Step.IsInFlow)
        {
            OnUndoEnded(step, slot, ended);
        }
        else if (slot.IsLeftover && Course == RunCourse.Forward && !step.IsSettled)
        {
            StartOver(step, slot);
        }
        else if (ended.Data is { } output)
        {
            OnSucceeded(step, slot, output);
        }
        else
        {
            OnFailed(step, slot, ended.Error!);
        }

        Unblock();
    }

    private void StartOver(StepState step, Slot slot)
    {
        slot.IsLeftover = false;
        Emit(new RunRecord(RecordKind.TryInterrupted) { Step = step.Step.Number, Index = slot.Index, Attempt = slot.Attempt });
        if (step is { Phase: StepPhase.Active } or { Phase: StepPhase.Ready, IsAtBarrier: false })
        {
            // Its partner has given again what it goes by; else it begins with that.
            step.Offer(slot);
            Pump(step);
        }
    }

    private void OnSucceeded(StepState step, Slot slot, byte[] output)
    {
        if (view.JointOf[step.Step.Number] >= 0 && Course == RunCourse.Forward && !step.IsSettled)
        {
            Hold(step, slot, output);
            return;
        }

        int[] shut = step.IsForEach || Course != RunCourse.Forward ? [] : Shut(step, output);
        bool wasSettled = step.IsSettled;
        Emit(new RunRecord(RecordKind.TrySucceeded) { Step = step.Step.Number, Index = slot.Index, Attempt = slot.Attempt, Data = output, Numbers = shut });
        if (!wasSettled && step.IsForEach)
        {
            GatherIfDone(step);
        }

        FailBroken();
    }

    private void GatherIfDone(StepState step)
    {
        if (step.IsWhole && Course == RunCourse.Forward)
        {
            GatherAll(step);
        }
        else
        {
            Pump(step);
        }
    }

    private void GatherAll(StepState step)
    {
        byte[] output = Packed.Array(step.Slots);
        if (view.JointOf[step.Step.Number] >= 0)
        {
            HoldWhole(step, output);
        }
        else
        {
            Emit(new RunRecord(RecordKind.Gathered) { Step = step.Step.Number, Numbers = Shut(step, output) });
        }
    }

    private void OnFailed(StepState step, Slot slot, RunError error)
    {
        PlanStep acted = slot.Acting!;
        Element element = acted.Element;
        if (element.AtMostOnce && error.IsOutcomeUnknown)
        {
            Doubt(step, slot, error);
            return;
        }

        long due = _now + backoff.Milliseconds(slot.Failures + 1, StartTry.KeyOf(runId, acted, slot.Index), error.RetryAfter);
        bool isRetried = Course == RunCourse.Forward && !step.IsSettled && CanRetry(element, slot, error) && (Deadline == 0 || due < Deadline);
        PlanStep? substitute = isRetried || Course != RunCourse.Forward || step.IsSettled ? null : SubstituteFor(step, acted, error);
        if (substitute is not null)
        {
            due = _now;
        }
        else if (!isRetried)
        {
            due = 0;
        }

        Emit(new RunRecord(RecordKind.TryFailed)
        {
            Step = step.Step.Number,
            Index = slot.Index,
            Attempt = slot.Attempt,
            Due = due,
            Error = error,
        });
        if (due == 0)
        {
            OnStepFailed(step, error);
            return;
        }

        if (substitute is not null && substitute != step.Acting)
        {
            Emit(new RunRecord(RecordKind.Substituted) { Step = step.Step.Number, Attempt = substitute.Number });
        }

        LetGo(step, due);
    }

    // What was refused before it began may be sent again whatever it is; else only what may be repeated.
    private bool CanRetry(Element element, Slot slot, RunError error)
    {
        int most = element.Retries ?? (element.Idempotent || error.IsNotStarted ? backoff.MaxRetries : 0);
        bool mayRepeat = error.Category != ErrorCategory.Fatal
            || (element.Retries > 0 && !element.AtMostOnce && error.Code is ErrorCodes.HandlerFailed or ErrorCodes.TimedOut or ErrorCodes.OutcomeUnknown)
            || (element.Idempotent && !element.AtMostOnce && error.Code is ErrorCodes.TimedOut or ErrorCodes.OutcomeUnknown);
        return mayRepeat && slot.Failures < most && (!element.AtMostOnce || error.IsNotStarted);
    }

    // Healing by what was declared alone, and not where the step itself may have happened, unless that does no harm.
    private PlanStep? SubstituteFor(StepState step, PlanStep acted, RunError error)
    {
        PlanStep[] declared = view.Substitutes[step.Step.Number];
        int next = Array.IndexOf(declared, acted) + 1;
        return next < declared.Length && (!error.IsOutcomeUnknown || acted.Element.Idempotent) ? declared[next] : null;
    }

    private void OnStepFailed(StepState step, RunError error)
    {
        CancelRunning(step);
        if (Course == RunCourse.Forward && !FailsAlone(step))
        {
            BeginUndo(Named(step, error), isCancelled: false);
        }
    }

    // A metallic step fails alone as long as one of its group may still do its work.
    private bool FailsAlone(StepState step) =>
        view.JointOf[step.Step.Number] < 0
        && view.MetalOf[step.Step.Number] is >= 0 and var group
        && Array.Exists(view.Metals[group], member => _steps[member].Phase is not (StepPhase.Failed or StepPhase.Unreached or StepPhase.Skipped));

    private void Doubt(StepState step, Slot slot, RunError error)
    {
        Emit(new RunRecord(RecordKind.InDoubt) { Step = step.Step.Number, Index = slot.Index, Attempt = slot.Attempt, Error = error });
        if (Course == RunCourse.Forward && step.Step.IsInFlow && view.Compensation[step.Step.Number] is not null)
        {
            BeginUndo(Named(step, error), isCancelled: false);
        }
    }

    private void OnInterrupt(RunOccurrence interrupt)
    {
        _isCutOff = true;
        StepState step = _steps[interrupt.Step];
        if (Course != RunCourse.Ended && step.HasSlot(interrupt.Index)
            && step.SlotOf(interrupt.Index) is { Phase: SlotPhase.Running } slot && slot.Attempt == interrupt.Attempt)
        {
            Emit(new RunRecord(RecordKind.TryInterrupted) { Step = interrupt.Step, Index = interrupt.Index, Attempt = interrupt.Attempt });
        }
    }
}
