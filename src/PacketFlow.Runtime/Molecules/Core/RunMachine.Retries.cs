namespace PacketFlow.Molecules.Core;

/// <summary>Retries whose moment has come. How many of them may begin is not a run's to say: it asks, and goes on without them until it may.</summary>
internal sealed partial class RunMachine
{
    // By the step, in the order of their moments. For each step one is asked for at a time.
    private Dictionary<int, Queue<(int Index, long Due)>>? _asking;

    /// <summary>When whoever reads the run from the journal must look at it, which asks again for what is asked for; null if never.</summary>
    public long? NextDue
    {
        get
        {
            if (_asking is null)
            {
                return NextWake;
            }

            long first = NextWake ?? long.MaxValue;
            foreach ((int step, Queue<(int, long)> asking) in _asking)
            {
                first = FirstAsking(_steps[step], asking) is { } slot ? Math.Min(first, slot.Due) : first;
            }

            return first == long.MaxValue ? null : first;
        }
    }

    private void OnRetryDue(StepState step, Slot slot)
    {
        if (!IsWanted(step))
        {
            return;
        }

        if (slot.Failures == 0)
        {
            // A substitute's first try, or a partner that starts over.
            TryAgain(step, slot);
            return;
        }

        _asking ??= [];
        if (!_asking.TryGetValue(step.Step.Number, out Queue<(int, long)>? asking))
        {
            _asking.Add(step.Step.Number, asking = new Queue<(int, long)>());
        }

        asking.Enqueue((slot.Index, slot.Due));
        if (asking.Count == 1)
        {
            _effects.Add(new AskRetry(step.Step.Number));
        }
    }

    private void OnRetryGranted(StepState step)
    {
        if (_asking is null || !_asking.TryGetValue(step.Step.Number, out Queue<(int, long)>? asking) || FirstAsking(step, asking) is not { } slot)
        {
            // It was undone meanwhile, or it was asked for twice: before the run slept and after.
            _asking?.Remove(step.Step.Number);
            _effects.Add(new WaiveRetry(step.Step.Number));
            return;
        }

        asking.Dequeue();
        TryAgain(step, slot);
        if (FirstAsking(step, asking) is not null)
        {
            _effects.Add(new AskRetry(step.Step.Number));
        }
        else
        {
            _asking.Remove(step.Step.Number);
        }
    }

    private void TryAgain(StepState step, Slot slot)
    {
        slot.Phase = SlotPhase.Idle;
        if (!step.Step.IsInFlow)
        {
            return;
        }

        if (step.Unsettled > 0)
        {
            // Its partner starts over as well and comes first.
            step.Phase = StepPhase.Pending;
            return;
        }

        step.Offer(slot);
        Pump(step);
    }

    // Leaves out what has been given up since it was due.
    private Slot? FirstAsking(StepState step, Queue<(int Index, long Due)> asking)
    {
        while (asking.TryPeek(out (int Index, long Due) first))
        {
            if (IsWanted(step) && IsDue(step.Step.Number, first.Index, first.Due))
            {
                return step.SlotOf(first.Index);
            }

            asking.Dequeue();
        }

        return null;
    }

    private bool IsWanted(StepState step) => Course != RunCourse.Ended && (!step.Step.IsInFlow || (Course == RunCourse.Forward && !step.IsSettled));
}
