namespace PacketFlow.Molecules.Core;

/// <summary>Why a try, a step or a run failed.</summary>
internal sealed record RunError(string Code, ErrorCategory Category, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the work may have been done although no result came.</summary>
    public bool IsOutcomeUnknown => Code is ErrorCodes.TimedOut or ErrorCodes.OutcomeUnknown or ErrorCodes.Cancelled;

    /// <summary>Whether the work was refused before it began.</summary>
    public bool IsNotStarted => Code is ErrorCodes.Overloaded or ErrorCodes.Unavailable or ErrorCodes.NoReactor or ErrorCodes.NoHandler;

    /// <summary>The end of a sentence about an exception: its type, or all of it where that is asked for.</summary>
    public static string Told(Exception failure, bool isWhole)
    {
        try
        {
            return isWhole ? failure.ToString() : $"{failure.GetType().Name}.";
        }
        catch (Exception unspeakable) when (unspeakable is not OutOfMemoryException)
        {
            // It is a user's class, and may have no words for itself.
            return $"{failure.GetType().Name}.";
        }
    }

    public PacketFlowException ToException(string? atomId = null) => new(Code, Category, Message, RetryAfter, atomId);
}
