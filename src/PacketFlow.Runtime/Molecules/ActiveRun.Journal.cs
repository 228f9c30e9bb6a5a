using System.Buffers;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>What a run writes down before it acts.</summary>
internal sealed partial class ActiveRun
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);
    private readonly RecordSeal? _seal = engine.SealOf(machine.RunId, machine.View.Plan);
    private int _batches = batches;

    private async ValueTask<bool> AppendAsync()
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                AppendOutcome outcome = await engine.Journal.AppendAsync(Batch()).ConfigureAwait(false);
                if (outcome == AppendOutcome.Done)
                {
                    _batches++;
                    Accepted.TrySetResult();
                    Tell();
                    return true;
                }

                LetGo();
                return false;
            }
            catch (PacketFlowException failure)
            {
                if (_batches == 0 || !await engine.WaitForJournalAsync(Id, failure, failures).ConfigureAwait(false))
                {
                    Abandon(failure);
                    return false;
                }
            }
        }
    }

    private RunBatch Batch()
    {
        _bytes.ResetWrittenCount();
        RecordCodec.Write(_bytes, _records, _seal);
        return new RunBatch(Entry(), epoch, _bytes.WrittenMemory);
    }

    /// <summary>Another host goes on with it.</summary>
    public void LetGo()
    {
        Abandon(new PacketFlowException(
            ErrorCodes.OutcomeUnknown, ErrorCategory.Fatal, $"Another host owns run {Id} now. Ask for it again to see where it stands."));
        engine.Locks.Forget(Id);
    }

    private RunEntry Entry() => new(Id, machine.View.Plan.Name, machine.View.Plan.Version, machine.View.Plan.Fingerprint, machine.Status)
    {
        StartedAt = machine.StartedAt,
        UpdatedAt = _records[^1].At,
        WakeAt = machine.NextWake ?? 0,
        IsOver = machine.Course == RunCourse.Ended,
        IsBusy = machine.Status == RunStatus.Running || machine.IsAskingForLocks || (engine.IsStopping && machine.IsInterrupted),
        Parent = parent,
        Locks = machine.HeldResources,
        Batches = _batches + 1,
    };

    // Nothing that was not written may have an effect: the machine is thrown away, the journal has the truth.
    private void Abandon(PacketFlowException failure)
    {
        lock (_gate)
        {
            _isGone = true;
            _isDraining = false;
            _expectations.ForEach(expectation => expectation.Taken.TrySetException(failure));
        }

        engine.Remove(this);
        Accepted.TrySetException(failure);
        End(null, failure);
        Acquit();
        CloseListeners();
        foreach (RunningTry running in TakeTries())
        {
            running.Cancel();
        }
    }
}
