namespace PacketFlow.Molecules.Core;

/// <summary>Covalent groups: results are held until the last is there, and then recorded as one.</summary>
internal sealed partial class RunMachine
{
    // What a partner gave is recorded with this step's own result; should it give something else after a crash, this one must be undone all the same.
    private byte[]? UnrecordedInputs(StepState step, Slot slot)
    {
        bool[] isFromPartner = view.FromPartner[step.Step.Number];
        if (!isFromPartner.Contains(true))
        {
            return null;
        }

        try
        {
            byte[]?[] inputs = InputsOf(step, step.Step, slot.Index);
            for (int input = 0; input < inputs.Length; input++)
            {
                inputs[input] = isFromPartner[input] ? inputs[input] : Packed.OnRecord;
            }

            return Packed.OfInputs(inputs);
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            // A substitute acts, which takes what the step itself did not.
            return null;
        }
    }

    private void Hold(StepState step, Slot slot, byte[] output)
    {
        Leave(step, slot, SlotPhase.Held);
        slot.Output = output;
        if (Any(step.Slots, static one => one.Phase is not (SlotPhase.Held or SlotPhase.Done)))
        {
            Pump(step);
            return;
        }

        HoldWhole(step, step.IsForEach ? Packed.Array(step.Slots) : output);
    }

    private void HoldWhole(StepState step, byte[] output)
    {
        step.Phase = StepPhase.Held;
        step.Output = output;
        foreach (int bond in Shut(step, output))
        {
            _closed[bond] = true;
        }

        int joint = view.JointOf[step.Step.Number];
        Announce(step, (machine, bond) => machine.View.JointOf[bond.To] == joint);
        FailBroken();
        _joined.Add(joint);
    }

    private readonly HashSet<int> _joined = [];

    // All that will give a result has given it: what they gave goes into one batch of records.
    private void RecordJoints()
    {
        if (_joined.Count == 0)
        {
            return;
        }

        foreach (int joint in _joined.ToArray())
        {
            int[] members = view.Joints[joint];
            if (Course == RunCourse.Forward && Array.TrueForAll(members, member => _steps[member] is { IsSettled: true } or { Phase: StepPhase.Held }))
            {
                _joined.Remove(joint);
                RecordJoint(members);
            }
        }
    }

    private void RecordJoint(int[] members)
    {
        StepState[] held = [.. members.Select(member => _steps[member]).Where(static step => step.Phase == StepPhase.Held)];
        if (!TryMerge(held))
        {
            return;
        }

        foreach (StepState step in held)
        {
            foreach (Slot slot in step.Slots)
            {
                if (slot.Phase == SlotPhase.Done)
                {
                    continue;
                }

                int[] shut = step.IsForEach ? [] : ShutOf(step);
                Emit(new RunRecord(RecordKind.TrySucceeded)
                {
                    Step = step.Step.Number,
                    Index = slot.Index,
                    Attempt = slot.Attempt,
                    Data = slot.Output,
                    Numbers = shut,
                });
            }

            if (step.IsForEach)
            {
                Emit(new RunRecord(RecordKind.Gathered) { Step = step.Step.Number, Numbers = ShutOf(step) });
            }
        }
    }

    private int[] ShutOf(StepState step) => Array.FindAll(view.Out[step.Step.Number], bond => _closed[bond]);

    private bool TryMerge(StepState[] held)
    {
        for (int number = 0; number < view.Bonds.Length; number++)
        {
            PlanBond bond = view.Bonds[number];
            StepState first = _steps[bond.From], second = _steps[bond.To];
            if (bond.Merge is null || !held.Contains(first) || !held.Contains(second) || first.IsForEach || second.IsForEach)
            {
                continue;
            }

            try
            {
                byte[] merged = Feed.Merge(view.Definition, number, first.Output!, second.Output!);
                first.SlotOf(-1).Output = second.SlotOf(-1).Output = first.Output = second.Output = merged;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                FailWithoutTry(second, Thrown($"The merge {bond.Merge}", fault));
                return false;
            }
        }

        return true;
    }

    // One of the group is tried again: so are the others, and nobody may go on with what they had given. What must not run twice, or was
    // given to a partner that is at work with it, is kept as it is.
    private void LetGo(StepState failed, long due)
    {
        if (view.JointOf[failed.Step.Number] is not (>= 0 and var joint))
        {
            return;
        }

        foreach (int member in view.Joints[joint])
        {
            StepState step = _steps[member];
            if (IsPinned(step))
            {
                continue;
            }

            if (step.Phase == StepPhase.Held)
            {
                step.Phase = StepPhase.Active;
                step.Output = null;
                foreach (int bond in view.Out[member])
                {
                    _closed[bond] = false;
                    if (_announced[bond])
                    {
                        _announced[bond] = false;
                        _steps[view.Bonds[bond].To].Unsettled++;
                    }
                }
            }

            foreach (Slot slot in step.Slots)
            {
                if (slot.Phase == SlotPhase.Held)
                {
                    slot.Phase = SlotPhase.Retrying;
                    slot.IsUncertain = true;
                    slot.Output = null;
                    slot.Due = due;
                    Wake(member, slot.Index, due);
                }
            }

            if (step is { Phase: StepPhase.Active, IsForEach: true, Slots.IsEmpty: true })
            {
                // It had no items, so no try of its own brings it back.
                step.Phase = StepPhase.Pending;
                _considered.Enqueue(member);
            }
        }
    }

    // It was done on the way back with what a partner gave, which is nowhere recorded and will be given anew.
    private bool StartsOver(StepState step) =>
        Course == RunCourse.Forward
        && !step.Acting.Element.AtMostOnce
        && view.PartnersOf(step.Step.Number).Any(partner => _steps[partner].Phase is not (StepPhase.Done or StepPhase.Skipped));

    private bool IsPinned(StepState step) => step.Acting.Element.AtMostOnce || Array.Exists(view.Out[step.Step.Number], bond => IsAtWork(step, _steps[view.Bonds[bond].To]));

    private bool IsAtWork(StepState step, StepState reader) => view.JointOf[reader.Step.Number] == view.JointOf[step.Step.Number] && (reader.Phase switch
    {
        StepPhase.Ready => true,
        StepPhase.Held => IsPinned(reader),
        _ => reader.Slots.Length > 0 && (reader.IsForEach || Any(reader.Slots, static slot => slot.Phase is SlotPhase.Running or SlotPhase.Idle)),
    });
}
