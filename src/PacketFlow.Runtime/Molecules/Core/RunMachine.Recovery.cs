namespace PacketFlow.Molecules.Core;

/// <summary>After a crash, and when a person has the failed steps tried again.</summary>
internal sealed partial class RunMachine
{
    /// <summary>
    /// Whether a step of it was under way in two processes that died: as it was read from the journal, and until its next try ended. What a
    /// run that goes back will not try again is suspected no more.
    /// </summary>
    public bool IsSuspect => Course != RunCourse.Ended && Array.Exists(_steps, step => Any(
        step.Slots,
        Course == RunCourse.Undoing && step.Step.IsInFlow
            ? static slot => slot.Phase == SlotPhase.Running && slot.Crashes >= MostCrashes - 2
            : static slot => slot.Phase is SlotPhase.Running or SlotPhase.Interrupted && slot.Crashes >= MostCrashes - 2));

    private void OnRecover()
    {
        _isCutOff = false;
        _granted.Clear();
        _asked.Clear();
        if (Course == RunCourse.Ended)
        {
            return;
        }

        Rebuild();
        _considered.Clear();
        foreach (int set in _taken)
        {
            _asked.Add(set);
            _effects.Add(new TakeLocks(set, view.LockSets[set].Resources));
        }

        foreach (StepState step in _steps)
        {
            foreach (Slot slot in step.Slots)
            {
                // What it was begun with a partner gave, and lost.
                slot.IsLeftover = step.Unsettled > 0 && slot is { Phase: SlotPhase.Running, Acting.Kind: StepKind.Nested };
            }
        }

        foreach (StepState step in _steps)
        {
            foreach (Slot slot in step.Slots)
            {
                RecoverSlot(step, slot);
            }
        }

        if (Course == RunCourse.Undoing)
        {
            CancelRunning();
        }

        foreach (StepState step in _steps.Where(static step => step.Step.IsInFlow && !step.IsSettled))
        {
            if (step.Unsettled == 0)
            {
                RecoverStep(step);
            }
            else if (step.Phase == StepPhase.Active)
            {
                // A partner that it had read lost its unrecorded result: that one starts over and comes first.
                step.Phase = StepPhase.Pending;
            }
        }

        foreach (int joint in Enumerable.Range(0, view.Joints.Length))
        {
            _joined.Add(joint);
        }
    }

    private void RecoverSlot(StepState step, Slot slot)
    {
        bool wasRunning = slot.Phase == SlotPhase.Running;
        if (!wasRunning && slot.Phase != SlotPhase.Interrupted)
        {
            return;
        }

        if (wasRunning && slot.Acting!.Kind == StepKind.Nested)
        {
            // The run within goes on by itself; only the wait for it is renewed.
            Occupy(step);
            if (!slot.IsLeftover && PayloadOf(step, slot.Acting, Math.Max(slot.Index, 0)) is { } payload)
            {
                _effects.Add(TryOf(step, slot, payload));
            }
            else
            {
                _effects.Add(TryOf(step, slot, Packed.Nil) with { IsLeftover = true });
                _effects.Add(new CancelTry(step.Step.Number, slot.Index, slot.Attempt));
            }

            return;
        }

        if (slot.Acting!.Element.AtMostOnce)
        {
            Doubt(step, slot, new RunError(
                ErrorCodes.OutcomeUnknown, ErrorCategory.Fatal, $"The process ended while {slot.Acting.Name} ran, and it must not run twice."));
            return;
        }

        slot.Crashes += (byte)(wasRunning ? 1 : 0);
        slot.IsUncertain = true;
        Leave(step, slot, SlotPhase.Interrupted);
        if (slot.Crashes < MostCrashes)
        {
            return;
        }

        var poison = new RunError(ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"{slot.Acting.Name}: poison after {MostCrashes} tries, each of which ended its process. Mend what ended it before it runs again.");
        Emit(new RunRecord(step.Step.IsInFlow ? RecordKind.TryFailed : RecordKind.InDoubt)
        {
            Step = step.Step.Number,
            Index = slot.Index,
            Attempt = slot.Attempt,
            Error = poison,
        });
        if (step.Step.IsInFlow)
        {
            OnStepFailed(step, poison);
        }
    }

    private void RecoverStep(StepState step)
    {
        switch (step.Phase)
        {
            case StepPhase.Pending or StepPhase.Ready:
                step.Phase = StepPhase.Pending;
                _considered.Enqueue(step.Step.Number);
                break;
            case StepPhase.Waiting when step.EarlySignal is { } early:
                FinishWait(step, early);
                break;
            case StepPhase.Active when Course == RunCourse.Forward:
                BeginWork(step);
                break;
        }
    }

    private void OnResume()
    {
        if (Course != RunCourse.Ended || _status is not (RunStatus.Failed or RunStatus.Partial or RunStatus.InDoubt))
        {
            return;
        }

        Emit(new RunRecord(RecordKind.Resumed) { Due = DeadlineFromNow(), Numbers = ShutAnew() });
        Rebuild();
        FailBroken();
    }

    // What ended while the run went back was not asked for its conditions, and one that threw before may be mended.
    private int[] ShutAnew() =>
        [.. _steps.Where(static step => step is { Phase: StepPhase.Done, Step.IsInFlow: true }).SelectMany(step => Shut(step, step.Output!))
            .Where(bond => !_closed[bond] && _steps[view.Bonds[bond].To].Phase is not (StepPhase.Done or StepPhase.Skipped))];

    private void Reopen(long deadline, int[] closed)
    {
        bool wasUndoing = Array.Exists(_steps, static step => !step.Step.IsInFlow && Any(step.Slots, static slot => slot.Phase == SlotPhase.InDoubt));
        Course = wasUndoing ? RunCourse.Undoing : RunCourse.Forward;
        Deadline = deadline;
        Output = null;
        Error = wasUndoing ? Error : null;
        foreach (int bond in closed)
        {
            _closed[bond] = true;
        }

        // Who gives something was begun before who takes it.
        foreach (StepState step in _steps.OrderBy(static step => step.Order))
        {
            bool isOver = StartsOver(step);
            foreach (Slot slot in step.Slots)
            {
                if (slot.Phase != SlotPhase.Done || isOver)
                {
                    slot.IsUncertain = slot.MayHaveHappened;
                    Leave(step, slot, SlotPhase.Idle);
                    slot.Failures = slot.Crashes = 0;
                }
            }

            if (isOver)
            {
                (step.Phase, step.Output) = (StepPhase.Active, null);
                Array.ForEach(view.Out[step.Step.Number], bond => _closed[bond] = false);
            }

            // A signal was refused while the run was over: it may take its time again.
            if (step.Phase is StepPhase.Failed or StepPhase.InDoubt or StepPhase.Unreached or StepPhase.Active or StepPhase.Ready or StepPhase.Held
                || step is { Phase: StepPhase.Waiting, Step.Kind: StepKind.Signal })
            {
                step.Reopen();
            }
        }
    }
}
