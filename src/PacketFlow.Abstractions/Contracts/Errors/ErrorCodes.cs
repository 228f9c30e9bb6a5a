namespace PacketFlow;

/// <summary>The codes that a caller can get, as they stand on the wire.</summary>
public static class ErrorCodes
{
    /// <summary>No handler for the atom's group and element.</summary>
    public const string NoHandler = "PF001";

    /// <summary>Not a message of the protocol.</summary>
    public const string NotAMessage = "PF002";

    /// <summary>The payload does not fit; the message names the path.</summary>
    public const string PayloadMismatch = "PF003";

    /// <summary>The time to live passed before the atom started.</summary>
    public const string Expired = "PF004";

    /// <summary>No or bad credentials.</summary>
    public const string Unauthenticated = "PF401";

    /// <summary>Not allowed.</summary>
    public const string Forbidden = "PF403";

    /// <summary>No reactor serves the group.</summary>
    public const string NoReactor = "PF404";

    /// <summary>Timed out.</summary>
    public const string TimedOut = "PF408";

    /// <summary>The same id with other content is still in flight.</summary>
    public const string Conflict = "PF409";

    /// <summary>Larger, deeper or longer than the limits.</summary>
    public const string TooLarge = "PF413";

    /// <summary>A dependency failed.</summary>
    public const string DependencyFailed = "PF424";

    /// <summary>The queue is full.</summary>
    public const string Overloaded = "PF429";

    /// <summary>Cancelled.</summary>
    public const string Cancelled = "PF499";

    /// <summary>The handler threw.</summary>
    public const string HandlerFailed = "PF500";

    /// <summary>The reactor was lost, or is draining, before the atom started.</summary>
    public const string Unavailable = "PF503";

    /// <summary>Sent, then the reactor was lost: the outcome is unknown.</summary>
    public const string OutcomeUnknown = "PF504";

    /// <summary>The call would wait for its own lane or key.</summary>
    public const string SelfWait = "PF508";
}
