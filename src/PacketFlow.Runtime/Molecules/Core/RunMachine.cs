namespace PacketFlow.Molecules.Core;

/// <summary>
/// A run as a state machine: an occurrence goes in, records to append and effects to perform come out. It has no clock, thread, chance
/// or I/O of its own, so that production, recovery and simulation walk the same way. It owns its state and changes it in place: if the
/// records cannot be made durable, the machine is thrown away and read again from the journal.
/// </summary>
/// <param name="view">The plan.</param>
/// <param name="runId">The run's id.</param>
/// <param name="parallelism">How many items run at a time where the bond does not say.</param>
/// <param name="backoff">How what failed is tried again.</param>
internal sealed partial class RunMachine(PlanView view, string runId, int parallelism, Backoff backoff)
{
    private readonly StepState[] _steps = Array.ConvertAll(view.Steps, static step => new StepState(step));
    private readonly bool[] _closed = new bool[view.Bonds.Length];
    private readonly bool[] _announced = new bool[view.Bonds.Length];
    private readonly Queue<int> _considered = new();
    private readonly PriorityQueue<(int Step, int Index), long> _wakes = new();
    private List<RunRecord> _records = [];
    private List<RunEffect> _effects = [];
    private long _now;
    private long _wall;

    public string RunId => runId;

    public PlanView View => view;

    /// <summary>Whether errors tell all of what user code throws, and not its type alone.</summary>
    public bool TellsFailures { get; init; }

    public RunCourse Course { get; private set; }

    public RunStatus Status => Course == RunCourse.Ended ? _status : _running > 0 ? RunStatus.Running : RunStatus.Waiting;

    public byte[] Input { get; private set; } = [];

    public string? Fingerprint { get; private set; }

    public byte[]? Output { get; private set; }

    /// <summary>Why it failed, or why it goes backwards.</summary>
    public RunError? Error { get; private set; }

    public long StartedAt { get; private set; }

    public long Deadline { get; private set; }

    /// <summary>How long it may take, and how long again when it is tried again; null for no limit.</summary>
    public TimeSpan? Timeout { get; set; } = view.Plan.Timeout;

    /// <summary>Whether its time is what it was begun with, and not what its plan says: documents that differ in that alone have one plan.</summary>
    public bool KeepsTimeout { get; init; }

    public IReadOnlyList<StepState> Steps => _steps;

    /// <summary>The resources that it holds.</summary>
    public IReadOnlyList<string> HeldResources => _taken.Count == 0 ? [] : [.. _taken.SelectMany(set => view.LockSets[set].Resources).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether it waits for resources.</summary>
    public bool IsAskingForLocks => _asked.Count > 0;

    /// <summary>When time alone will have to be looked at next; null if never.</summary>
    public long? NextWake
    {
        get
        {
            while (_wakes.TryPeek(out (int Step, int Index) wake, out long due) && !IsDue(wake.Step, wake.Index, due))
            {
                _wakes.Dequeue();
            }

            long? next = _wakes.TryPeek(out _, out long first) ? first : null;
            return Course == RunCourse.Forward && Deadline > 0 ? Math.Min(Deadline, next ?? long.MaxValue) : Course == RunCourse.Ended ? null : next;
        }
    }

    /// <summary>Whether the last occurrence was a signal that no step waits for any more, since the run goes back or is over.</summary>
    public bool IsTooLate { get; private set; }

    /// <summary>Whether a try was cut off by the host's end, so that the next host must go on with it at once.</summary>
    public bool IsInterrupted => Course != RunCourse.Ended && AnySlot(static slot => slot.Phase == SlotPhase.Interrupted);

    /// <summary>Takes an occurrence in.</summary>
    /// <param name="occurrence">What happened.</param>
    /// <param name="now">When, in milliseconds of Unix time.</param>
    /// <param name="records">Gets what must be durable before the effects are performed.</param>
    /// <param name="effects">Gets what is to be done then.</param>
    /// <param name="wall">The same by the clock on the wall, where that was put back; timers that wait for a moment of that clock go by it.</param>
    public void Handle(RunOccurrence occurrence, long now, List<RunRecord> records, List<RunEffect> effects, long? wall = null)
    {
        (_records, _effects, _now, _wall, IsTooLate) = (records, effects, now, wall ?? now, false);
        switch (occurrence.Kind)
        {
            case OccurrenceKind.Begin:
                OnBegin(occurrence.Data!);
                break;
            case OccurrenceKind.Recover:
                OnRecover();
                break;
            case OccurrenceKind.TryEnded:
                OnTryEnded(occurrence);
                break;
            case OccurrenceKind.Interrupt:
                OnInterrupt(occurrence);
                break;
            case OccurrenceKind.LocksGranted:
                OnGranted(occurrence.Step);
                break;
            case OccurrenceKind.RetryGranted:
                OnRetryGranted(_steps[occurrence.Step]);
                break;
            case OccurrenceKind.Signal:
                OnSignal(_steps[occurrence.Step], occurrence.Data!);
                break;
            case OccurrenceKind.Cancel:
                OnCancel(occurrence.Text);
                break;
            case OccurrenceKind.Resume:
                OnResume();
                break;
        }

        OnTime();
        Advance();
    }

    private void OnBegin(byte[] input)
    {
        if (Course == RunCourse.Forward && StartedAt > 0)
        {
            return;
        }

        Emit(new RunRecord(RecordKind.Started)
        {
            Data = input,
            Text = view.Plan.Fingerprint,
            Due = DeadlineFromNow(),
        });
        Rebuild();
    }

    private long DeadlineFromNow() => Timeout is { } limit ? _now + (long)limit.TotalMilliseconds : 0;

    private void Advance()
    {
        while (true)
        {
            while (Course == RunCourse.Forward && _considered.TryDequeue(out int step))
            {
                Consider(_steps[step]);
                FailBroken();
            }

            RecordJoints();
            if (Course == RunCourse.Undoing)
            {
                AdvanceUndo();
            }
            else
            {
                FreeSettledSets();
            }

            if (Course != RunCourse.Forward || (_considered.Count == 0 && !SettleOrUnblock()))
            {
                return;
            }
        }
    }

    // Nothing more to consider: the run is over, or somebody waits for somebody who will not come.
    private bool SettleOrUnblock()
    {
        if (_unsettled == 0 && _running == 0)
        {
            Complete();
            return false;
        }

        if (_running > 0 || _blocked.Count > 0 || IsAnythingDue())
        {
            return false;
        }

        if (Enumerable.Range(0, view.Metals.Length).Any(group => ReleaseBarrier(group, isForced: true)))
        {
            return true;
        }

        if (Array.Find(_steps, static step => step.Phase == StepPhase.InDoubt) is { } doubtful)
        {
            End(RunStatus.InDoubt, Named(doubtful, doubtful.Error!));
        }

        return false;
    }

    private bool IsAnythingDue() => Array.Exists(_steps, static step =>
        step.Phase == StepPhase.Waiting || (step.Phase is StepPhase.Pending or StepPhase.Ready or StepPhase.Active && Any(step.Slots, static slot => slot.Phase == SlotPhase.Retrying)));

    private bool AnySlot(Predicate<Slot> holds) => Array.Exists(_steps, step => Any(step.Slots, holds));

    private static bool Any(ReadOnlySpan<Slot> slots, Predicate<Slot> holds)
    {
        foreach (Slot slot in slots)
        {
            if (holds(slot))
            {
                return true;
            }
        }

        return false;
    }

    private void Complete()
    {
        StepState? failed = Array.Find(_steps, static step => step is { Phase: StepPhase.Failed, Step.IsInFlow: true });
        End(failed is null ? RunStatus.Completed : RunStatus.Partial, failed is null ? null : Named(failed, failed.Error!), Feed.Output(view.Plan, number => _steps[number].Output));
    }

    // What failed a step is told of the run: whoever reads that must know which.
    private static RunError Named(StepState step, RunError error) =>
        error.Message.Contains(step.Step.Name, StringComparison.Ordinal) ? error : error with { Message = $"Step {step.Step.Name}: {error.Message}" };

    private void End(RunStatus status, RunError? error, byte[]? output = null)
    {
        for (int set = 0; set < view.LockSets.Length; set++)
        {
            FreeSet(set);
        }

        Emit(new RunRecord(RecordKind.Ended) { Attempt = (int)status, Data = output, Error = error });
        _effects.Add(new TellEnd(status, output, error));
    }

    private void Emit(RunRecord made)
    {
        RunRecord record = made with { At = _now };
        Replay(record);
        _records.Add(record);
    }
}
