using PacketFlow.Reactor;

namespace PacketFlow.Molecules.Journals;

/// <summary>A journal that cannot do what it must.</summary>
internal sealed class JournalException(string message, Exception? innerException = null)
    : HostFailure(ErrorCodes.Unavailable, ErrorCategory.Retryable, message, innerException)
{
    /// <summary>Whether it is the record that is damaged: asking again does not help.</summary>
    public bool IsDamage { get; init; }

    public override string ForCallers => IsDamage
        ? "The run's record is damaged or missing, and the run does not go on. The reactor's log says where; restore the journal from a copy, or delete the run."
        : "The reactor's journal cannot be used; its log says why. Ask again.";
}
