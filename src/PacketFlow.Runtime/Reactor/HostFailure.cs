namespace PacketFlow.Reactor;

/// <summary>
/// A failure of what the host itself stands on. Its message is for whoever runs the host, and may name paths, servers and users; a caller is told
/// no more than what to do.
/// </summary>
internal abstract class HostFailure(string code, ErrorCategory category, string message, Exception? innerException)
    : PacketFlowException(code, category, message, innerException: innerException)
{
    /// <summary>The message for callers.</summary>
    public abstract string ForCallers { get; }
}
