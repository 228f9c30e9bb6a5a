using Microsoft.Extensions.Logging;

namespace PacketFlow.Observability;

/// <summary>What an operator must know of runs.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.JournalFailed, LogLevel.Error, "The journal does not take records of run {RunId}; it is tried again")]
    public static partial void JournalFailed(ILogger log, string runId, Exception failure);

    [LoggerMessage(EventIds.RunParked, LogLevel.Warning, "Run {RunId} of {Molecule}/{Version} cannot go on here: this host does not know that plan. It is kept")]
    public static partial void RunParked(ILogger log, string runId, string molecule, int version);

    [LoggerMessage(EventIds.RunsUnknown, LogLevel.Warning, "{Count} unfinished runs of {Molecule}/{Version} cannot go on: no molecule of this host is that. They are kept until it is brought back, or they are deleted")]
    public static partial void RunsUnknown(ILogger log, int count, LogText molecule, int version);

    [LoggerMessage(EventIds.RunDamaged, LogLevel.Error, "Run {RunId} cannot be read and does not go on; the others do")]
    public static partial void RunDamaged(ILogger log, string runId, Exception failure);

    [LoggerMessage(EventIds.RunWorkFailed, LogLevel.Critical, "A run's work ended with an error that nobody expected")]
    public static partial void RunWorkFailed(ILogger log, Exception failure);

    [LoggerMessage(EventIds.RunsDropped, LogLevel.Warning, "{Count} unfinished runs of {Molecule}/{Version} were dropped, since its plan was changed and reset_changed is on")]
    public static partial void RunsDropped(ILogger log, int count, string molecule, int version);

    [LoggerMessage(EventIds.RunsRecovered, LogLevel.Information, "{Count} unfinished runs in the journal: {Busy} go on at once, the others when their time comes")]
    public static partial void RunsRecovered(ILogger log, int count, int busy);

    [LoggerMessage(EventIds.RunHeld, LogLevel.Information, "Run {RunId} has a step that was under way in two processes that died. Such runs go on one at a time, to see which of them is the cause")]
    public static partial void RunHeld(ILogger log, string runId);

    [LoggerMessage(EventIds.MoleculeProposed, LogLevel.Information, "{Kind} is proposed for {Molecule}/{Version}: {Advice}")]
    public static partial void MoleculeProposed(ILogger log, ProposalKind kind, string molecule, int version, string advice);

    [LoggerMessage(EventIds.MoleculeTuned, LogLevel.Information, "{Kind} is applied to new runs of {Molecule}/{Version}, between {From} and {To}")]
    public static partial void MoleculeTuned(ILogger log, ProposalKind kind, string molecule, int version, string from, string to);

    [LoggerMessage(EventIds.JournalWarning, LogLevel.Warning, "{Warning}")]
    public static partial void JournalWarning(ILogger log, string warning);

    [LoggerMessage(EventIds.LeaseLost, LogLevel.Warning, "This host was silent for so long that others may go on with its runs. It lets go of them, and goes on under epoch {Next} instead of {Epoch}")]
    public static partial void LeaseLost(ILogger log, long epoch, long next);

    [LoggerMessage(EventIds.StepFailed, LogLevel.Error, "Step {Step} of run {RunId} threw on try {Attempt}")]
    public static partial void StepFailed(ILogger log, LogText step, LogText runId, int attempt, Exception failure);

    [LoggerMessage(EventIds.StepIgnoresToken, LogLevel.Warning, "Step {Step} of run {RunId} goes on although its try {Attempt} was told to stop: after {Seconds} s it has not returned. Does it pass its CancellationToken on?")]
    public static partial void StepIgnoresToken(ILogger log, LogText step, LogText runId, int attempt, double seconds);

    [LoggerMessage(EventIds.TokenCallbackFailed, LogLevel.Error, "What step {Step} of run {RunId} has registered with its CancellationToken threw when try {Attempt} was told to stop")]
    public static partial void TokenCallbackFailed(ILogger log, LogText step, LogText runId, int attempt, Exception failure);

    [LoggerMessage(EventIds.BondFailed, LogLevel.Error, "{What} threw in run {RunId}")]
    public static partial void BondFailed(ILogger log, LogText what, LogText runId, Exception failure);

    [LoggerMessage(EventIds.JournalLeft, LogLevel.Information, "The host stops, and what the journal has not taken of run {RunId} is left: the next start goes on from what it has. {Problem}")]
    public static partial void JournalLeft(ILogger log, string runId, LogText problem);

    [LoggerMessage(EventIds.LeaveFailed, LogLevel.Warning, "The journal was not told that this host leaves: others take over what it had when its lease ends")]
    public static partial void LeaveFailed(ILogger log, Exception failure);
}
