namespace PacketFlow;

/// <summary>What happened in a run.</summary>
public enum RunEventKind
{
    /// <summary>The run was accepted.</summary>
    Started,

    /// <summary>A try of a step began.</summary>
    StepStarted,

    /// <summary>A step, or one item of it, is done.</summary>
    StepDone,

    /// <summary>A try of a step failed.</summary>
    StepFailed,

    /// <summary>A step will not run: a condition is false or a value is missing.</summary>
    StepSkipped,

    /// <summary>A host stopped, or was lost, while a step ran.</summary>
    StepInterrupted,

    /// <summary>Nobody knows whether a step happened, and it must not run twice.</summary>
    StepInDoubt,

    /// <summary>A timer runs, or a signal is awaited.</summary>
    Waiting,

    /// <summary>A signal arrived.</summary>
    Signalled,

    /// <summary>A substitute does a step's work from now on.</summary>
    Substituted,

    /// <summary>The run holds, or gives back, a shared resource.</summary>
    Locks,

    /// <summary>The run goes backwards from here.</summary>
    Undoing,

    /// <summary>Somebody had the failed steps tried again.</summary>
    Resumed,

    /// <summary>The run is over.</summary>
    Ended,

    /// <summary>A step says how far it is. Only told as it happens, and not kept.</summary>
    StepProgressed,
}
