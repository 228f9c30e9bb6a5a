using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>What is counted and traced of a run.</summary>
internal sealed partial class ActiveRun
{
    private readonly RunCounts _counts = engine.CountsOf(machine.View);
    private int _isWaitingForJournal;

    /// <summary>Where it was started, for the spans of its tries. It stands in no journal, so what was read from there has none.</summary>
    public StrongBox<ActivityContext>? Origin { get; init; }

    // Only what is durable, so that the counts are what the journal says. A try costs one addition: at its end, or twice if it was not the first.
    private void Count(List<RunRecord> records)
    {
        foreach (ref readonly RunRecord record in CollectionsMarshal.AsSpan(records))
        {
            switch (record.Kind)
            {
                case RecordKind.Started:
                    _counts.AddBegun();
                    break;
                case RecordKind.Ended:
                    _counts.AddEnded((RunStatus)record.Attempt);
                    break;
                case RecordKind.TryStarted when record.Attempt > 1:
                    _counts.AddRetry();
                    break;
                case RecordKind.TrySucceeded or RecordKind.TryFailed or RecordKind.TryInterrupted or RecordKind.InDoubt when record.Attempt > 0:
                    CountTry(in record);
                    break;
            }
        }
    }

    // Timers and signals end without a try.
    private void CountTry(in RunRecord record)
    {
        _counts.AddTry(record.Kind switch
        {
            RecordKind.TrySucceeded => TryOutcome.Completed,
            RecordKind.TryInterrupted => TryOutcome.Interrupted,
            RecordKind.InDoubt => TryOutcome.InDoubt,
            _ => record.Error!.Code switch
            {
                ErrorCodes.TimedOut => TryOutcome.TimedOut,
                ErrorCodes.Cancelled => TryOutcome.Cancelled,
                _ => TryOutcome.Failed,
            },
        });
        if (record.Kind == RecordKind.TrySucceeded && machine.View.Steps[record.Step].Kind == StepKind.Compensation)
        {
            _counts.AddUndone();
        }
    }

    private Activity? Trace(StartTry start) =>
        AtomActivities.IsOn ? StepActivities.Start(_counts.Molecule, start.Acting, Id, start.Attempt, Origin) : null;

    // It is told as trouble for as long as this run tries again.
    private void WaitForJournal()
    {
        if (Interlocked.Exchange(ref _isWaitingForJournal, 1) == 0)
        {
            engine.Metrics.Journal.CountWaiting(1);
        }
    }

    private void WaitForJournalNoMore()
    {
        if (_isWaitingForJournal != 0 && Interlocked.Exchange(ref _isWaitingForJournal, 0) == 1)
        {
            engine.Metrics.Journal.CountWaiting(-1);
        }
    }
}
