namespace PacketFlow.Molecules.Core;

/// <summary>What a step that runs for each item has more than others.</summary>
internal sealed class StepItems
{
    public byte[][] Values { get; set; } = [];

    public Slot[] Slots { get; set; } = [];

    /// <summary>The slots that could start now.</summary>
    public Queue<int> Runnable { get; } = new();

    public int Done { get; set; }
}
