namespace PacketFlow.Molecules.Core;

/// <summary>From records to state. It decides nothing: the same for a record just made and for one from the journal.</summary>
internal sealed partial class RunMachine
{
    private RunStatus _status;
    private int _unsettled = view.FlowCount;
    private int _running;
    private int _order;
    private bool _isCancelled;

    /// <summary>Takes in a record, from the journal or just made.</summary>
    public void Replay(RunRecord record)
    {
        StepState? step = record.Step >= 0 ? _steps[record.Step] : null;
        switch (record.Kind)
        {
            case RecordKind.Started:
                (Input, Fingerprint, StartedAt, Deadline) = (record.Data ?? Packed.Nil, record.Text, record.At, record.Due);
                Course = RunCourse.Forward;
                if (KeepsTimeout)
                {
                    Timeout = record.Due > 0 ? TimeSpan.FromMilliseconds(record.Due - record.At) : null;
                }

                break;
            case RecordKind.TryStarted:
                Start(step!, SlotsOf(step!)[Math.Max(record.Index, 0)], record);
                break;
            case RecordKind.TrySucceeded:
                Succeed(step!, record);
                break;
            case RecordKind.TryFailed:
                Fail(step!, record);
                break;
            case RecordKind.TryInterrupted:
                Leave(step!, step!.SlotOf(record.Index), SlotPhase.Interrupted);
                break;
            case RecordKind.InDoubt:
                Doubt(step!, record);
                break;
            case RecordKind.ItemsCounted:
                foreach (Slot gone in step!.Slots[Math.Min(record.Attempt, step.Slots.Length)..])
                {
                    gone.IsUncertain = gone.MayHaveHappened;
                    Leave(step, gone, SlotPhase.Idle);
                }

                step.CountSlots(record.Attempt);
                step.Phase = StepPhase.Active;
                break;
            case RecordKind.Gathered:
                step!.Output = Packed.Array(step.Slots);
                Settle(step, StepPhase.Done, record.Numbers);
                break;
            case RecordKind.Skipped:
                Settle(step!, StepPhase.Skipped, []);
                break;
            case RecordKind.Waiting:
                step!.Phase = StepPhase.Waiting;
                step.Due = record.Due;
                step.Order = ++_order;
                Wake(step.Step.Number, -1, record.Due);
                break;
            case RecordKind.Signalled:
                step!.EarlySignal = record.Data;
                break;
            case RecordKind.Substituted:
                step!.Acting = view.Steps[record.Attempt];
                foreach (Slot slot in step.Slots)
                {
                    slot.Failures = 0;
                }

                break;
            case RecordKind.LocksTaken:
                _taken.Add(record.Index);
                break;
            case RecordKind.LocksFreed:
                _taken.Remove(record.Index);
                break;
            case RecordKind.Undoing:
                GiveUpDoubtful();
                Course = RunCourse.Undoing;
                Error = record.Error;
                _isCancelled = record.Attempt == 1;
                break;
            case RecordKind.Resumed:
                Reopen(record.Due, record.Numbers);
                break;
            case RecordKind.Ended:
                Course = RunCourse.Ended;
                LeaveUnrecorded();
                (_status, Output, Error) = ((RunStatus)record.Attempt, record.Data, record.Error);
                break;
        }
    }

    // Nobody but a person has a run go back that is over: an undo in doubt is theirs then.
    private void GiveUpDoubtful()
    {
        foreach (StepState undo in _steps.Where(static step => !step.Step.IsInFlow))
        {
            foreach (Slot slot in undo.Slots)
            {
                slot.Phase = slot.Phase == SlotPhase.InDoubt ? SlotPhase.Failed : slot.Phase;
            }
        }
    }

    // Nothing runs any more: what seems to, from the journal, ended with its process, or was held for a partner that is in doubt.
    private void LeaveUnrecorded()
    {
        foreach (StepState step in _running > 0 ? _steps : [])
        {
            foreach (Slot slot in step.Slots)
            {
                Leave(step, slot, slot.Phase == SlotPhase.Running ? SlotPhase.Interrupted : slot.Phase);
            }
        }
    }

    private void Start(StepState step, Slot slot, RunRecord record)
    {
        if (slot.Phase == SlotPhase.Running)
        {
            // Started twice with nothing between: the process died in the middle of the first.
            slot.Crashes++;
            slot.IsUncertain = true;
        }
        else
        {
            slot.IsUncertain |= slot.Phase == SlotPhase.Interrupted;
            _running++;
            step.RunningSlots++;
        }

        slot.Phase = SlotPhase.Running;
        slot.Attempt = record.Attempt;
        slot.Acting = step.Acting;
        slot.Output = null;
        slot.Inputs = record.Data is { } inputs ? Packed.Inputs(inputs) : slot.Inputs;
        if (step.Phase is StepPhase.Pending or StepPhase.Ready)
        {
            step.Phase = StepPhase.Active;
        }

        step.Order = ++_order;
    }

    private void Leave(StepState step, Slot slot, SlotPhase phase)
    {
        if (slot.Phase == SlotPhase.Running)
        {
            _running--;
            step.RunningSlots--;
        }

        slot.Phase = phase;
    }

    private void Succeed(StepState step, RunRecord record)
    {
        if (step.Slots.Length == 0)
        {
            step.Output = record.Data;
            Settle(step, StepPhase.Done, record.Numbers);
            return;
        }

        Slot slot = step.SlotOf(record.Index);
        Leave(step, slot, SlotPhase.Done);
        slot.Output = record.Data;
        step.CountDone();
        if (!step.IsForEach && !step.IsSettled)
        {
            step.Output = record.Data;
            Settle(step, StepPhase.Done, record.Numbers);
        }
    }

    private void Fail(StepState step, RunRecord record)
    {
        if (record.Attempt > 0)
        {
            Slot slot = SlotsOf(step)[Math.Max(record.Index, 0)];
            slot.IsUncertain |= record.Error is { IsOutcomeUnknown: true };
            slot.Crashes = 0;
            Leave(step, slot, record.Due > 0 ? SlotPhase.Retrying : SlotPhase.Failed);
            slot.Failures++;
            slot.Error = record.Error;
            slot.Due = record.Due;
            if (record.Due > 0)
            {
                Wake(step.Step.Number, record.Index, record.Due);
                return;
            }
        }

        if (!step.IsSettled)
        {
            step.Error = record.Error;
            Settle(step, StepPhase.Failed, []);
        }
    }

    // An undo has a slot for each of what it undoes.
    private ReadOnlySpan<Slot> SlotsOf(StepState step) =>
        step.Step is { Kind: StepKind.Compensation, Target: { } target } ? step.EnsureSlotsOf(_steps[target]) : step.EnsureSlots();

    private void Doubt(StepState step, RunRecord record)
    {
        Slot slot = SlotsOf(step)[Math.Max(record.Index, 0)];
        Leave(step, slot, SlotPhase.InDoubt);
        slot.Error = record.Error;
        if (!step.IsSettled)
        {
            step.Phase = StepPhase.InDoubt;
            step.Error = record.Error;
        }
    }

    private void Settle(StepState step, StepPhase phase, int[] closed)
    {
        step.Phase = phase;
        if (!step.Step.IsInFlow)
        {
            return;
        }

        _unsettled--;
        foreach (int bond in closed)
        {
            _closed[bond] = true;
        }

        Announce(step, static (_, _) => true);
    }

    // Each bond tells its target once that what comes before it is settled.
    private void Announce(StepState step, Func<RunMachine, PlanBond, bool> isTold)
    {
        foreach (int bond in view.Out[step.Step.Number])
        {
            if (!_announced[bond] && isTold(this, view.Bonds[bond]))
            {
                _announced[bond] = true;
                StepState target = _steps[view.Bonds[bond].To];
                if (--target.Unsettled == 0)
                {
                    _considered.Enqueue(target.Step.Number);
                }
            }
        }
    }

    private void Wake(int step, int index, long due)
    {
        if (due > 0)
        {
            _wakes.Enqueue((step, index), due);
        }
    }

    private bool IsDue(int number, int index, long due)
    {
        StepState step = _steps[number];
        return index < 0 && step.Phase == StepPhase.Waiting ? step.Due == due || step.Step.IsUntil
            : step.HasSlot(index) && step.SlotOf(index) is { Phase: SlotPhase.Retrying } slot && slot.Due == due;
    }
}
