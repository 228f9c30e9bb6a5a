using System.Runtime.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>What a run writes down before it acts.</summary>
internal sealed partial class ActiveRun
{
    private readonly RecordSeal? _seal = engine.SealOf(machine.RunId, machine.View.Plan);
    private RunEntry? _entry;
    private int _batches = batches;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> AppendAsync(Round round)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                AppendOutcome outcome = await engine.AppendAsync(Batch(round)).ConfigureAwait(false);
                WaitForJournalNoMore();
                engine.Metrics.Journal.Recovered();
                if (outcome == AppendOutcome.Done)
                {
                    _batches++;
                    Count(round.Records);
                    Accepted.TrySetResult();
                    Tell(round.Records);

                    // Whoever has it since acts on what was written.
                    return !IsGone;
                }

                LetGo();
                return false;
            }
            catch (PacketFlowException failure)
            {
                engine.Metrics.Journal.Failed(failure.Message);
                if (_batches > 0)
                {
                    WaitForJournal();
                }

                if (_batches == 0 || !await engine.WaitForJournalAsync(Id, failure, failures).ConfigureAwait(false))
                {
                    Abandon(failure);
                    return false;
                }
            }
        }
    }

    private RunBatch Batch(Round round)
    {
        round.Bytes.ResetWrittenCount();
        RecordCodec.Write(round.Bytes, round.Records, _seal);
        return new RunBatch(Entry(round.Records[^1].At), epoch, round.Bytes.WrittenMemory)
        {
            Document = _batches == 0 ? (machine.View.Definition as DynamicMolecule)?.Document : null,
        };
    }

    /// <summary>Another host goes on with it.</summary>
    public void LetGo()
    {
        Abandon(new PacketFlowException(
            ErrorCodes.OutcomeUnknown, ErrorCategory.Fatal, $"Another host owns run {Id} now. Ask for it again to see where it stands."));
        engine.Locks.Forget(Id);
    }

    // One for all batches: a journal copies what it keeps.
    private RunEntry Entry(long now)
    {
        RunEntry entry = _entry ??= new RunEntry(Id, machine.View.Plan.Name, machine.View.Plan.Version, machine.View.Plan.Fingerprint, machine.Status)
        {
            StartedAt = machine.StartedAt,
            Parent = parent,
        };
        entry.Status = machine.Status;
        entry.UpdatedAt = now;
        entry.WakeAt = machine.NextDue ?? 0;
        entry.IsOver = machine.Course == RunCourse.Ended;
        entry.IsBusy = machine.Status == RunStatus.Running || machine.IsAskingForLocks || (engine.IsStopping && machine.IsInterrupted);
        entry.Locks = machine.HeldResources;
        entry.Batches = _batches + 1;
        return entry;
    }

    // Nothing that was not written may have an effect: the machine is thrown away, the journal has the truth.
    private void Abandon(PacketFlowException failure)
    {
        List<StopWord>? stopped = null;
        lock (_gate)
        {
            _isGone = true;
            _isDraining = false;
            _present?.Fail(failure);
            _next?.Fail(failure);
            (_present, _next) = (null, null);
            StopGuarded(static _ => true, ref stopped);
        }

        engine.Remove(this);
        WaitForJournalNoMore();
        Accepted.TrySetException(failure);
        End(null, failure);
        Acquit();
        CloseListeners();
        stopped?.ForEach(TellToStop);
    }
}
