namespace PacketFlow.Molecules.Core;

/// <summary>What a step that runs for each item has more than others.</summary>
internal sealed class StepItems
{
    // Also those of items that are there no more: one that comes back goes on with the number of its tries.
    private Slot[] _made = [];
    private int _count;

    public byte[][] Values { get; set; } = [];

    public ReadOnlySpan<Slot> Slots => _made.AsSpan(0, _count);

    /// <summary>With those whose items are there no more: what was done for them is undone like the rest.</summary>
    public ReadOnlySpan<Slot> Made => _made;

    /// <summary>The slots that could start now.</summary>
    public Queue<int> Runnable { get; } = new();

    public int Done { get; set; }

    /// <summary>Has a slot for each of so many items.</summary>
    public void Count(int count)
    {
        int made = _made.Length;
        if (count > made)
        {
            Array.Resize(ref _made, count);
        }

        for (int index = made; index < count; index++)
        {
            _made[index] = new Slot(index);
        }

        for (int index = count; index < _count; index++)
        {
            _made[index].LetGo();
        }

        _count = count;
        Done = 0;
        foreach (Slot slot in Slots)
        {
            Done += slot.Phase == SlotPhase.Done ? 1 : 0;
        }
    }
}
