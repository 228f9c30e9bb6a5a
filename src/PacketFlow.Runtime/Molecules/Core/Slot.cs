namespace PacketFlow.Molecules.Core;

/// <summary>One piece of a step's work: the step itself, or one item of a step that runs for each.</summary>
internal sealed class Slot(int index)
{
    public int Index => index;

    public SlotPhase Phase { get; set; }

    /// <summary>The number of the last try.</summary>
    public int Attempt { get; set; }

    /// <summary>Who made the last try: the step, or a substitute, which may have taken its place for other items meanwhile.</summary>
    public PlanStep? Acting { get; set; }

    /// <summary>How many tries failed.</summary>
    public int Failures { get; set; }

    /// <summary>How many tries ended with their process: a few at the most.</summary>
    public byte Crashes { get; set; }

    /// <summary>When the next try begins.</summary>
    public long Due { get; set; }

    public byte[]? Output { get; set; }

    /// <summary>The inputs that it was last begun with which a partner gave: no record says so yet, and it may give others.</summary>
    public byte[]?[]? Inputs { get; set; }

    public RunError? Error { get; set; }

    /// <summary>Whether a try of it may have done its work although no result of it is recorded.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>Whether a run within goes by what a partner gave and lost: it must end before the step starts over.</summary>
    public bool IsLeftover { get; set; }

    /// <summary>Whether it was done, or may have been: then it must be undone.</summary>
    public bool MayHaveHappened => IsUncertain || Phase is SlotPhase.Running or SlotPhase.Done or SlotPhase.Held or SlotPhase.InDoubt or SlotPhase.Interrupted;

    /// <summary>Its item is there no more.</summary>
    public void LetGo()
    {
        IsUncertain = MayHaveHappened;
        (Phase, Due, Output, Error) = (SlotPhase.Idle, 0, null, null);
    }
}
