namespace PacketFlow;

/// <summary>What a step is to its molecule.</summary>
public enum StepKind
{
    /// <summary>A step with a body: it runs where the molecule's engine runs.</summary>
    Handler,

    /// <summary>A step without a body: the global element, wherever it runs.</summary>
    Remote,

    /// <summary>A step that runs another molecule.</summary>
    Nested,

    /// <summary>The engine's own durable timer.</summary>
    Timer,

    /// <summary>The engine's own wait for a signal.</summary>
    Signal,

    /// <summary>The undo of a step; no part of the flow.</summary>
    Compensation,

    /// <summary>What healing may run instead of a step; it is fed as that step is.</summary>
    Substitute,
}
