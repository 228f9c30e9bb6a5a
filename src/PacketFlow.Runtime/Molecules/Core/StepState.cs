namespace PacketFlow.Molecules.Core;

/// <summary>One step of a run.</summary>
internal sealed class StepState(PlanStep step)
{
    public PlanStep Step { get; } = step;

    public StepPhase Phase { get; set; }

    /// <summary>One piece of work, or one for each item; empty before it starts.</summary>
    public Slot[] Slots { get; set; } = [];

    /// <summary>The items of a step that runs for each; read again from the journaled output after a crash.</summary>
    public byte[][] Items { get; set; } = [];

    /// <summary>The slots that could start now.</summary>
    public Queue<int> Runnable { get; } = new();

    public int RunningSlots { get; set; }

    public int DoneSlots { get; set; }

    public byte[]? Output { get; set; }

    public RunError? Error { get; set; }

    /// <summary>The substitute that runs in its place.</summary>
    public PlanStep Acting { get; set; } = step;

    /// <summary>A signal that came before the step waited for it.</summary>
    public byte[]? EarlySignal { get; set; }

    /// <summary>When its timer ends or its signal's time is over; 0 for never.</summary>
    public long Due { get; set; }

    /// <summary>How many of the steps before it are not settled.</summary>
    public int Unsettled { get; set; }

    /// <summary>Whether it waits for the others of its metallic group.</summary>
    public bool IsAtBarrier { get; set; }

    /// <summary>The place in the run's history of its last start: undoing goes backwards through these.</summary>
    public int Order { get; set; }

    public bool IsSettled => Phase is StepPhase.Done or StepPhase.Skipped or StepPhase.Failed or StepPhase.Unreached;

    public bool IsForEach => Step.IsForEach;

    public Slot SlotOf(int index) => Slots[Math.Max(index, 0)];

    /// <summary>Whether there is such a slot: there may be fewer than there were.</summary>
    public bool HasSlot(int index) => Math.Max(index, 0) < Slots.Length;

    /// <summary>
    /// Makes a slot for each item. A partner in a covalent group that started over may have given another number of items than before.
    /// </summary>
    public void CountSlots(int count) =>
        Slots = [.. Enumerable.Range(0, count).Select(index => index < Slots.Length ? Slots[index] : new Slot(index))];

    /// <summary>Its slots, made when first asked for.</summary>
    public Slot[] EnsureSlots(int count)
    {
        if (Slots.Length == 0)
        {
            Slots = new Slot[count];
            for (int i = 0; i < count; i++)
            {
                Slots[i] = new Slot(IsForEach ? i : -1);
            }
        }

        return Slots;
    }
}
