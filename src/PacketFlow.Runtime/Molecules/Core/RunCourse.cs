namespace PacketFlow.Molecules.Core;

/// <summary>The direction of a run.</summary>
internal enum RunCourse : byte
{
    Forward,

    /// <summary>What still runs is cancelled; what was done is undone.</summary>
    Undoing,
    Ended,
}
