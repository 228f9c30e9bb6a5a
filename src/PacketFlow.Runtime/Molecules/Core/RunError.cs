namespace PacketFlow.Molecules.Core;

/// <summary>Why a try, a step or a run failed.</summary>
internal sealed record RunError(string Code, ErrorCategory Category, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the work may have been done although no result came.</summary>
    public bool IsOutcomeUnknown => Code is ErrorCodes.TimedOut or ErrorCodes.OutcomeUnknown or ErrorCodes.Cancelled;

    /// <summary>Whether the work was refused before it began.</summary>
    public bool IsNotStarted => Code is ErrorCodes.Overloaded or ErrorCodes.Unavailable or ErrorCodes.NoReactor or ErrorCodes.NoHandler;

    public PacketFlowException ToException(string? atomId = null) => new(Code, Category, Message, RetryAfter, atomId);
}
