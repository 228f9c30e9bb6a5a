using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>Records as a trace tells them.</summary>
internal static class TraceReader
{
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static RunEvent Of(RunRecord record, MoleculePlan? plan) => new(MomentOf(record.At), KindOf(record.Kind))
    {
        Step = record.Step >= 0 ? plan?.Steps[record.Step].Name : null,
        Index = record.Index >= 0 && record.Step >= 0 ? record.Index : null,
        Attempt = record.Kind is RecordKind.TryStarted or RecordKind.TrySucceeded or RecordKind.TryFailed or RecordKind.TryInterrupted ? record.Attempt : 0,
        Status = record.Kind == RecordKind.Ended ? (RunStatus)record.Attempt : null,
        Code = record.Error?.Code,
        Message = record.Error?.Message,
        Due = record.Due > 0 ? MomentOf(record.Due) : null,
    };

    // What is due after the last moment that the calendar has is told as due then.
    private static DateTimeOffset MomentOf(long moment) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(moment, Last));

    private static RunEventKind KindOf(RecordKind kind) => kind switch
    {
        RecordKind.Started => RunEventKind.Started,
        RecordKind.TryStarted or RecordKind.ItemsCounted => RunEventKind.StepStarted,
        RecordKind.TrySucceeded or RecordKind.Gathered => RunEventKind.StepDone,
        RecordKind.TryFailed => RunEventKind.StepFailed,
        RecordKind.TryInterrupted => RunEventKind.StepInterrupted,
        RecordKind.InDoubt => RunEventKind.StepInDoubt,
        RecordKind.Skipped => RunEventKind.StepSkipped,
        RecordKind.Waiting => RunEventKind.Waiting,
        RecordKind.Signalled => RunEventKind.Signalled,
        RecordKind.Substituted => RunEventKind.Substituted,
        RecordKind.LocksTaken or RecordKind.LocksFreed => RunEventKind.Locks,
        RecordKind.Undoing => RunEventKind.Undoing,
        RecordKind.Resumed => RunEventKind.Resumed,
        _ => RunEventKind.Ended,
    };
}
