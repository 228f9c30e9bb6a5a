using System.Runtime.InteropServices;

namespace PacketFlow.Molecules.Core;

/// <summary>One step of a run.</summary>
internal sealed class StepState(PlanStep step)
{
    private Slot? _only;
    private StepItems? _items;
    private bool _isRunnable;

    public PlanStep Step { get; } = step;

    public StepPhase Phase { get; set; }

    /// <summary>One piece of work, or one for each item; empty before it starts.</summary>
    public ReadOnlySpan<Slot> Slots => _items is not null ? _items.Slots : _only is null ? [] : MemoryMarshal.CreateReadOnlySpan(ref _only!, 1);

    /// <summary>With those of items that a partner in a covalent group gave and then gave no more.</summary>
    public ReadOnlySpan<Slot> Made => _items is not null ? _items.Made : Slots;

    /// <summary>The items of a step that runs for each; read again from the journaled output after a crash.</summary>
    public byte[][] Items
    {
        get => _items?.Values ?? [];
        set => (_items ??= new StepItems()).Values = value;
    }

    public int RunningSlots { get; set; }

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

    /// <summary>Whether all items are done.</summary>
    public bool IsWhole => _items is not null && _items.Done == _items.Slots.Length;

    /// <summary>Whether a slot could start now.</summary>
    public bool IsRunnable => _isRunnable || _items is { Runnable.Count: > 0 };

    public Slot SlotOf(int index) => Slots[Math.Max(index, 0)];

    /// <summary>Whether there is such a slot: there may be fewer than there were.</summary>
    public bool HasSlot(int index) => Math.Max(index, 0) < Slots.Length;

    /// <summary>It is looked at again. Its items are read anew, since a partner that starts over may give others, and those that are done counted anew.</summary>
    public void Reopen()
    {
        (Phase, Error, IsAtBarrier) = (StepPhase.Pending, null, false);
        if (_items is not null)
        {
            _items.Values = [];
            _items.Count(_items.Slots.Length);
        }
    }

    public void CountDone()
    {
        if (_items is not null)
        {
            _items.Done++;
        }
    }

    /// <summary>
    /// Makes a slot for each item. A partner in a covalent group that started over may have given another number of items than before.
    /// </summary>
    public void CountSlots(int count) => (_items ??= new StepItems()).Count(count);

    /// <summary>Its slots, made when first asked for.</summary>
    public ReadOnlySpan<Slot> EnsureSlots()
    {
        if (Slots.IsEmpty && IsForEach)
        {
            CountSlots(1);
        }
        else if (Slots.IsEmpty)
        {
            _only = new Slot(-1);
        }

        return Slots;
    }

    /// <summary>The slots of an undo, one for each of what it undoes, made when first asked for.</summary>
    public ReadOnlySpan<Slot> EnsureSlotsOf(StepState undone)
    {
        if (Slots.IsEmpty && undone._items is not null)
        {
            CountSlots(undone.Made.Length);
        }
        else if (Slots.IsEmpty && undone._only is not null)
        {
            _only = new Slot(-1);
        }

        return Slots;
    }

    /// <summary>A slot could start now.</summary>
    public void Offer(Slot slot)
    {
        if (_items is null)
        {
            _isRunnable = true;
        }
        else
        {
            _items.Runnable.Enqueue(slot.Index);
        }
    }

    /// <summary>Takes the next slot that could start.</summary>
    public Slot Take()
    {
        _isRunnable = false;
        return SlotOf(_items?.Runnable.Dequeue() ?? -1);
    }

    /// <summary>No slot could start.</summary>
    public void OfferNone()
    {
        _isRunnable = false;
        _items?.Runnable.Clear();
    }
}
