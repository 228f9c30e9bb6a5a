using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>Who of the engine waits for this run: the run whose step it is, and those that are suspected and come after it.</summary>
internal sealed partial class ActiveRun
{
    private TaskCompletionSource? _acquittal;
    private int _waitingWithin;
    private bool _isOnTrial;

    /// <summary>Its end, for the run whose step it is. Such waits are counted until the moment of the end: they are no work.</summary>
    public Task<TellEnd> EndWithin()
    {
        lock (_gate)
        {
            if (!Ended.Task.IsCompleted)
            {
                _waitingWithin++;
                engine.CountWaiting(1);
            }
        }

        return Ended.Task;
    }

    /// <summary>Whether what was brought to it first had to wait, with all that followed.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether it was suspected, when it was held, of ending its process.</summary>
    public bool IsSuspect => _acquittal is not null;

    /// <summary>Brings something that waits, with all that follows it, until <see cref="Release"/>: for a suspect until <see cref="ReleaseAsync"/>.</summary>
    public void Hold(RunOccurrence first)
    {
        IsHeld = true;
        _acquittal = machine.IsSuspect ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        Enter(new Arrival(first, null));
    }

    /// <summary>Lets what was held go on.</summary>
    public void Release() => PumpElsewhere();

    /// <summary>Lets a suspect go on.</summary>
    /// <returns>Done when no step of it is suspected any more of ending its process.</returns>
    public Task ReleaseAsync()
    {
        lock (_gate)
        {
            _isOnTrial = !_acquittal!.Task.IsCompleted;
            engine.CountWaiting(_isOnTrial ? 1 : 0);
        }

        PumpElsewhere();
        return _acquittal.Task;
    }

    /// <summary>Keeps the others that are suspected no longer.</summary>
    public void Acquit()
    {
        lock (_gate)
        {
            _acquittal?.TrySetResult();
            if (_isOnTrial)
            {
                _isOnTrial = false;
                engine.CountWaiting(-1);
            }
        }
    }

    private void End(TellEnd? end, PacketFlowException? failure = null)
    {
        lock (_gate)
        {
            if (_waitingWithin > 0)
            {
                engine.CountWaiting(-_waitingWithin);
                _waitingWithin = 0;
            }

            _ = end is not null ? Ended.TrySetResult(end) : Ended.TrySetException(failure!);
        }
    }
}
