namespace PacketFlow.Molecules.Core;

/// <summary>Which step may start, is skipped, or never starts.</summary>
internal sealed partial class RunMachine
{
    // What was true before, seen afresh: after a start, a crash or a person's wish nothing may be taken for granted.
    private void Rebuild()
    {
        _unsettled = 0;
        _considered.Clear();
        foreach (StepState step in _steps)
        {
            step.Unsettled = 0;
        }

        for (int bond = 0; bond < _announced.Length; bond++)
        {
            PlanBond one = view.Bonds[bond];
            if (view.IsOrder(bond))
            {
                _announced[bond] = _steps[one.From].IsSettled;
                _steps[one.To].Unsettled += _announced[bond] ? 0 : 1;
            }
        }

        foreach (StepState step in _steps.Where(static step => step.Step.IsInFlow && !step.IsSettled))
        {
            _unsettled++;
            if (step.Unsettled == 0)
            {
                _considered.Enqueue(step.Step.Number);
            }
        }
    }

    private void Consider(StepState step)
    {
        if (step.Phase != StepPhase.Pending || step.Unsettled > 0)
        {
            return;
        }

        int[] into = view.Into[step.Step.Number];
        if (IsAnyLost(into))
        {
            Settle(step, StepPhase.Unreached, []);
        }
        else if ((into.Length > 0 && !IsAnyOpen(into)) || (view.ForEachBond[step.Step.Number] is >= 0 and var each && !IsOpen(each)))
        {
            Skip(step);
        }
        else if (PayloadOf(step, step.Step, 0) is not null)
        {
            step.Phase = StepPhase.Ready;
            step.IsAtBarrier = view.MetalOf[step.Step.Number] >= 0;
            if (!step.IsAtBarrier)
            {
                Begin(step);
            }
        }

        if (view.MetalOf[step.Step.Number] is >= 0 and var group)
        {
            ReleaseBarrier(group, isForced: false);
        }
    }

    private void Skip(StepState step) => Emit(new RunRecord(RecordKind.Skipped) { Step = step.Step.Number });

    private bool IsAnyLost(int[] bonds)
    {
        foreach (int bond in bonds)
        {
            if (_steps[view.Bonds[bond].From].Phase is StepPhase.Failed or StepPhase.Unreached)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAnyOpen(int[] bonds)
    {
        foreach (int bond in bonds)
        {
            if (IsOpen(bond))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOpen(int bond) => !_closed[bond] && _steps[view.Bonds[bond].From].Phase is StepPhase.Done or StepPhase.Held;

    private byte[][] ItemsOf(StepState step)
    {
        if (step.Items.Length == 0)
        {
            step.Items = Packed.Items(_steps[view.Bonds[view.ForEachBond[step.Step.Number]].From].Output!);
        }

        return step.Items;
    }

    // Skips the step where a value is missing, fails it where user code does not accept what there is.
    private byte[]? PayloadOf(StepState step, PlanStep acting, int index)
    {
        try
        {
            if (step.IsForEach && ItemsOf(step).Length == 0)
            {
                return Packed.Nil;
            }

            byte[]? payload = acting.Inputs is [{ Sources: [{ IsConverted: false } only] } input] && !step.IsForEach
                ? Value(step, only, index) ?? (input.IsRequired ? null : Packed.Nil)
                : Feed.Payload(acting, InputsOf(step, acting, index));
            if (payload is null)
            {
                Skip(step);
            }

            return payload;
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            FailWithoutTry(step, RefusedInput(step, refusal));
            return null;
        }
    }

    private byte[]?[] InputsOf(StepState step, PlanStep acting, int index, byte[]?[]? known = null) =>
        Feed.Parts(view.Definition, acting, source => Value(step, source, index), known);

    private RunError RefusedInput(StepState step, Exception refusal)
    {
        string input = $"The input of step {step.Step.Name}";
        if (refusal is PacketFlowException known)
        {
            return new RunError(known.Code, known.Category, $"{input} does not fit: {known.Message}");
        }

        _effects.Add(new TellFault(input, refusal));
        return new RunError(ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, $"{input} does not fit: {RunError.Told(refusal, TellsFailures)}");
    }

    private RunError Thrown(string what, Exception fault)
    {
        _effects.Add(new TellFault(what, fault));
        return new RunError(ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"{what} threw {RunError.Told(fault, TellsFailures)}");
    }

    private byte[]? Value(StepState step, PlanSource source, int index) => source.Kind switch
    {
        PlanSourceKind.MoleculeInput => Input,
        PlanSourceKind.Step when source.IsItem => ItemsOf(step)[index],
        PlanSourceKind.Step when IsShut(step.Step.Number, source.Number) => null,
        PlanSourceKind.Step => _steps[source.Number].Output,
        _ => null,
    };

    // Looks along the fewer bonds: where a thousand steps lead to one, each of them is asked for.
    private bool IsShut(int to, int from)
    {
        int[] into = view.Into[to], fromOut = view.Out[from];
        foreach (int bond in into.Length < fromOut.Length ? into : fromOut)
        {
            if (view.Bonds[bond].From == from && view.Bonds[bond].To == to && !IsOpen(bond))
            {
                return true;
            }
        }

        return false;
    }

    // The bonds from a step that its output keeps shut. A condition that throws fails the step that it guards.
    private int[] Shut(StepState step, byte[] output)
    {
        List<int>? shut = null;
        foreach (int bond in view.Out[step.Step.Number])
        {
            if (view.Bonds[bond] is { When: { } condition, To: var to })
            {
                try
                {
                    if (!Feed.Test(view.Definition, bond, output))
                    {
                        (shut ??= []).Add(bond);
                    }
                }
                catch (Exception fault) when (fault is not OutOfMemoryException)
                {
                    _broken.Add((to, Thrown($"The condition {condition} over the output of {step.Step.Name}", fault)));
                }
            }
        }

        return shut?.ToArray() ?? [];
    }

    private readonly List<(int Step, RunError Error)> _broken = [];

    private void FailBroken()
    {
        if (_broken.Count == 0)
        {
            return;
        }

        foreach ((int step, RunError error) in _broken.ToArray())
        {
            FailWithoutTry(_steps[step], error);
        }

        _broken.Clear();
    }

    private void FailWithoutTry(StepState step, RunError error)
    {
        if (!step.IsSettled)
        {
            Emit(new RunRecord(RecordKind.TryFailed) { Step = step.Step.Number, Error = error });
            OnStepFailed(step, error);
        }
    }

    // The members of a metallic group start together; one that is skipped or fails before has arrived too. Where nothing else goes on, a
    // member waits for one that can only come later: then it starts alone.
    private bool ReleaseBarrier(int group, bool isForced)
    {
        int[] waiting = Array.FindAll(view.Metals[group], member => _steps[member].IsAtBarrier);
        if (waiting.Length == 0 || !(isForced || Array.TrueForAll(view.Metals[group], member => _steps[member].Phase != StepPhase.Pending)))
        {
            return false;
        }

        foreach (int member in waiting)
        {
            _steps[member].IsAtBarrier = false;
            Begin(_steps[member]);
        }

        return true;
    }

    private void Begin(StepState step)
    {
        switch (step.Step.Kind)
        {
            case StepKind.Timer:
                BeginTimer(step);
                break;
            case StepKind.Signal:
                BeginSignal(step);
                break;
            default:
                BeginWork(step);
                break;
        }
    }
}
