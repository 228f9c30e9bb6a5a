using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>
/// A run in memory: takes what happens to it one after the other through its machine, makes the records durable, then performs the
/// effects. Whoever brings something while nobody is at work does the work.
/// </summary>
internal sealed partial class ActiveRun(MoleculeEngine engine, RunMachine machine, string? parent, int batches, long epoch)
{
    private readonly Lock _gate = new();
    private readonly Queue<RunOccurrence> _inbox = new();
    private readonly List<RunOccurrence> _taken = [];
    private readonly List<(RunOccurrence Occurrence, TaskCompletionSource Taken)> _expectations = [];
    private readonly List<RunRecord> _records = [];
    private readonly List<RunEffect> _effects = [];
    private int _watchers;
    private bool _isDraining;
    private bool _isGone;

    public string Id => machine.RunId;

    public RunMachine Machine => machine;

    public string? Parent => parent;

    /// <summary>Under which it was made: it writes under no other, though its host may get a new one.</summary>
    public long Epoch => epoch;

    /// <summary>Whether this host has put it away, or let it go.</summary>
    public bool IsGone => Volatile.Read(ref _isGone);

    /// <summary>Done when the run is durable.</summary>
    public TaskCompletionSource Accepted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the run is over.</summary>
    public TaskCompletionSource<TellEnd> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Keeps it in memory for whoever waits for its end or listens, until <see cref="Unwatch"/>.</summary>
    /// <returns>False if it was put away meanwhile: look it up again.</returns>
    public bool TryWatch()
    {
        lock (_gate)
        {
            _watchers += _isGone ? 0 : 1;
            return !_isGone;
        }
    }

    /// <summary>The last to leave puts it away.</summary>
    public void Unwatch()
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --_watchers == 0;
        }

        if (isLast)
        {
            engine.PutAway(this);
        }
    }

    /// <summary>Brings something; the work is done on another thread.</summary>
    /// <returns>False if the run was put away meanwhile: look it up again.</returns>
    public bool Post(RunOccurrence occurrence)
    {
        switch (Enter(occurrence))
        {
            case null:
                return false;
            case true:
                PumpElsewhere();
                break;
        }

        return true;
    }

    /// <summary>Brings something and does the work on this thread, as far as it goes without waiting.</summary>
    public void PostHere(RunOccurrence occurrence)
    {
        if (Enter(occurrence) is true)
        {
            Pump();
        }
    }

    /// <summary>Brings something and waits until what follows from it is durable.</summary>
    /// <returns>False if the run was put away meanwhile.</returns>
    public async ValueTask<bool> BringAsync(RunOccurrence occurrence)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_isGone)
            {
                return false;
            }

            _expectations.Add((occurrence, taken));
        }

        Post(occurrence);
        await taken.Task.ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes it out of memory if nothing goes on in it.</summary>
    public bool TryPutAway()
    {
        lock (_gate)
        {
            if (_isDraining || _inbox.Count > 0 || _expectations.Count > 0 || _watchers > 0 || _tries.Count > 0 || machine.HeldResources.Count > 0 || machine.IsAskingForLocks
                || (machine.Course != RunCourse.Ended && machine.Status != RunStatus.Waiting))
            {
                return false;
            }

            _isGone = true;
            return true;
        }
    }

    // Null if it is gone, true if the caller has to do the work now.
    private bool? Enter(RunOccurrence occurrence)
    {
        lock (_gate)
        {
            if (_isGone)
            {
                return null;
            }

            _inbox.Enqueue(occurrence);
            bool isFirst = !_isDraining;
            _isDraining = true;
            return isFirst;
        }
    }

    private void Pump() => engine.Follow(PumpAsync());

    private void PumpElsewhere()
    {
        engine.Enter();
        ThreadPool.UnsafeQueueUserWorkItem(static run => run.PumpHere(), this, preferLocal: true);
    }

    private void PumpHere()
    {
        Pump();
        engine.Leave();
    }

    private async Task PumpAsync()
    {
        // The last of the tries that begin runs on this thread: a chain of short steps costs no change of threads.
        try
        {
            while (await DrainAsync().ConfigureAwait(false) is { } own)
            {
                TryEnded ended = await engine.Runner.RunAsync(this, own).ConfigureAwait(false);
                if (Finish(ended) is not true)
                {
                    return;
                }
            }
        }
        catch (Exception fault)
        {
            // The journal has the truth; a machine that failed in the middle has not.
            Abandon(new PacketFlowException(ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"Run {Id} stopped in this process by a fault of the engine: {fault.GetType().Name}."));
            throw;
        }
    }

    private async ValueTask<StartTry?> DrainAsync()
    {
        StartTry? own = null;
        while (true)
        {
            if (!TakeInbox(out Rest rest))
            {
                Settle(rest, isBusy: own is not null);
                return own;
            }

            foreach (RunOccurrence occurrence in _taken)
            {
                machine.Handle(occurrence, engine.Now, _records, _effects);
            }

            if (_records.Count > 0 && !await AppendAsync().ConfigureAwait(false))
            {
                return null;
            }

            MeetExpectations();
            foreach (RunEffect effect in _effects)
            {
                Perform(effect, ref own);
            }

            _records.Clear();
            _effects.Clear();
        }
    }

    private void MeetExpectations()
    {
        lock (_gate)
        {
            for (int i = _expectations.Count - 1; i >= 0; i--)
            {
                if (_taken.Contains(_expectations[i].Occurrence))
                {
                    _expectations[i].Taken.TrySetResult();
                    _expectations.RemoveAt(i);
                }
            }
        }
    }

    // Whoever finds the box empty has stopped working when this returns, and must not touch the machine again: the next to bring something
    // works, perhaps at once and elsewhere.
    private bool TakeInbox(out Rest rest)
    {
        _taken.Clear();
        rest = default;
        lock (_gate)
        {
            if (_inbox.Count == 0 || _isGone)
            {
                rest = new Rest(machine.Course == RunCourse.Ended, machine.Status == RunStatus.Waiting, _acquittal is not null && machine.IsSuspect, NextWake());
                _isDraining = false;
                return false;
            }

            while (_inbox.TryDequeue(out RunOccurrence? occurrence))
            {
                _taken.Add(occurrence);
            }

            return true;
        }
    }

    private void Settle(Rest rest, bool isBusy)
    {
        if (!rest.IsSuspect)
        {
            Acquit();
        }

        if (rest.IsOver)
        {
            engine.Remove(this);
            return;
        }

        if (rest.Wake is { } wake)
        {
            engine.Wakes.Add(Id, wake);
        }

        if (!isBusy && rest.IsWaiting)
        {
            engine.PutAway(this);
        }
    }

    /// <summary>How the machine stood when work stopped.</summary>
    private readonly record struct Rest(bool IsOver, bool IsWaiting, bool IsSuspect, long? Wake);
}
