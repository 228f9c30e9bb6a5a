namespace PacketFlow.Molecules.Core;

/// <summary>What a record of a run says. The numbers stand in journals: none is ever used for anything else.</summary>
internal enum RecordKind : byte
{
    /// <summary>The run was accepted. Data: input; Text: fingerprint; Due: deadline.</summary>
    Started = 1,

    /// <summary>A try begins; recorded before it does. Attempt: its number.</summary>
    TryStarted = 2,

    /// <summary>A try gave a result. Data: the result; Numbers: the bonds whose condition is false.</summary>
    TrySucceeded = 3,

    /// <summary>A try failed. Error; Due: when the next one begins, 0 if none does.</summary>
    TryFailed = 4,

    /// <summary>The host stopped in the middle of a try, which is not the try's fault.</summary>
    TryInterrupted = 5,

    /// <summary>A step runs for each item. Attempt: how many there are.</summary>
    ItemsCounted = 6,

    /// <summary>All items of a step are done. Numbers: the bonds whose condition is false.</summary>
    Gathered = 7,

    /// <summary>A step will not run, since a condition is false or a value is missing.</summary>
    Skipped = 8,

    /// <summary>A timer runs or a signal is awaited. Due: until when, 0 if for ever.</summary>
    Waiting = 9,

    /// <summary>A signal arrived. Data: what it brought.</summary>
    Signalled = 10,

    /// <summary>Healing runs a substitute from now on. Attempt: the substitute's number.</summary>
    Substituted = 11,

    /// <summary>The run holds the resources of a lock set. Index: the set.</summary>
    LocksTaken = 12,

    /// <summary>The run gave them back. Index: the set.</summary>
    LocksFreed = 13,

    /// <summary>The run goes backwards from here. Error: why; Attempt: 1 if somebody cancelled it.</summary>
    Undoing = 14,

    /// <summary>Somebody had the failed steps tried again. Due: the new deadline.</summary>
    Resumed = 15,

    /// <summary>The run is over. Attempt: its status; Data: its output; Error: why it has none.</summary>
    Ended = 16,

    /// <summary>A try may have happened and must not be repeated. Error: what is known.</summary>
    InDoubt = 17,
}
