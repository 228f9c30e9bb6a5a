using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>A run on a bench: what its steps do is said by the test, time stands still until the test moves it, and a crash is a call.</summary>
internal sealed class Bench
{
    private readonly TestMolecule _molecule;
    private readonly List<RunRecord> _journal = [];
    private readonly List<int> _batches = [];
    private readonly Queue<RunOccurrence> _pending = new();
    private RunMachine _machine;

    public Bench(TestMolecule molecule, PlanTuning? tuning = null)
    {
        _molecule = molecule;
        Tuning = tuning ?? PlanTuning.None;
        _machine = NewMachine();
    }

    /// <summary>What each step does with its input; by default it gives <c>name(input)</c>.</summary>
    public Dictionary<string, Func<StartTry, FlowValue, object>> Steps { get; } = [];

    /// <summary>What was started: <c>Name#attempt</c>.</summary>
    public List<string> Started { get; } = [];

    public List<string> Keys { get; } = [];

    public List<StartTry> Open { get; } = [];

    public List<string> Cancelled { get; } = [];

    public long Now { get; set; } = 1_000_000;

    /// <summary>How the plan is walked; after a crash the next process may walk it another way.</summary>
    public PlanTuning Tuning { get; set; }

    /// <summary>How many batches the journal has.</summary>
    public int Batches => _batches.Count;

    public RunMachine Machine => _machine;

    public IReadOnlyList<RunRecord> Journal => _journal;

    public string Text => string.Join(' ', Started);

    public string Output => Read(_machine.Output!);

    public bool GrantsRetries { get; set; } = true;

    /// <summary>The steps whose retries asked for leave.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The steps whose leave was given back.</summary>
    public List<string> Waived { get; } = [];

    /// <summary>Whether what is left open goes on although it is cancelled.</summary>
    public bool IgnoresCancel { get; set; }

    public bool GrantsLocks { get; set; } = true;

    /// <summary>Which sets of resources it took and freed.</summary>
    public List<string> Locks { get; } = [];

    public Bench Begin(object? input = null)
    {
        Handle(RunOccurrence.Begin(PacketCodec.Serialize(input as string ?? "in")));
        return this;
    }

    public Bench BeginWith(byte[] input)
    {
        Handle(RunOccurrence.Begin(input));
        return this;
    }

    public void Handle(RunOccurrence occurrence)
    {
        _pending.Enqueue(occurrence);
        while (_pending.TryDequeue(out RunOccurrence next))
        {
            var records = new List<RunRecord>();
            var effects = new List<RunEffect>();
            _machine.Handle(next, Now, records, effects);
            _journal.AddRange(records);
            if (records.Count > 0)
            {
                _batches.Add(_journal.Count);
            }

            effects.ForEach(Perform);
        }
    }

    /// <summary>Moves time to the next moment that the run waits for.</summary>
    public void PassTime()
    {
        Now = _machine.NextWake ?? throw new InvalidOperationException("It waits for no moment.");
        Handle(RunOccurrence.Tick());
    }

    /// <summary>Ends a try that a step left open with <c>Bench.Hang</c>.</summary>
    public void Finish(string step, object result, int index = -1)
    {
        StartTry one = Open.First(open => open.Acting.Name == step && open.Index == index);
        Open.Remove(one);
        Handle(Ended(one, result));
    }

    /// <summary>The process dies: what is not in the journal is gone.</summary>
    public void Crash()
    {
        Open.Clear();
        _pending.Clear();
        _machine = NewMachine();
        _journal.ForEach(_machine.Replay);
    }

    public void CrashAndRecover()
    {
        Crash();
        Handle(RunOccurrence.Recover());
    }

    /// <summary>The process dies when so many batches were durable, and another goes on.</summary>
    public void CrashAfter(int batches)
    {
        _journal.RemoveRange(_batches[batches - 1], _journal.Count - _batches[batches - 1]);
        _batches.RemoveRange(batches, _batches.Count - batches);
        CrashAndRecover();
    }

    public static readonly object Hang = new();

    public static RunError Fails(string code = "PF500", ErrorCategory category = ErrorCategory.Retryable) => new(code, category, $"{code} on purpose");

    public StepPhase Phase(string step) => _machine.Steps[_molecule.NumberOf(step)].Phase;

    private RunMachine NewMachine() => new(PlanView.Of(_molecule, Tuning), "r1", parallelism: 2, Backoff.Default);

    private void Perform(RunEffect effect)
    {
        switch (effect)
        {
            case StartTry start:
                Started.Add($"{start.Acting.Name}{(start.Index < 0 ? "" : $"[{start.Index}]")}#{start.Attempt}");
                Keys.Add(start.Key);
                FlowValue input = PacketCodec.Deserialize<FlowValue>(start.Payload);
                object result = Steps.TryGetValue(start.Acting.Name, out Func<StartTry, FlowValue, object>? step) ? step(start, input) : $"{start.Acting.Name}({Show(input)})";
                if (result == Hang)
                {
                    Open.Add(start);
                }
                else
                {
                    _pending.Enqueue(Ended(start, result));
                }

                break;
            case CancelTry cancel:
                StartTry? open = Open.FirstOrDefault(one => one.Step == cancel.Step && one.Index == cancel.Index);
                Cancelled.Add(_molecule.Plan.Steps[cancel.Step].Name);
                if (open is not null && !IgnoresCancel)
                {
                    Open.Remove(open);
                    _pending.Enqueue(Ended(open, Fails("PF499", ErrorCategory.Fatal)));
                }

                break;
            case TakeLocks take:
                Locks.Add($"takes {take.Set}");
                if (GrantsLocks)
                {
                    _pending.Enqueue(RunOccurrence.LocksGranted(take.Set));
                }

                break;
            case FreeLocks free:
                Locks.Add($"frees {free.Set}");
                break;
            case AskRetry ask:
                Asked.Add(_molecule.Plan.Steps[ask.Step].Name);
                if (GrantsRetries)
                {
                    _pending.Enqueue(RunOccurrence.RetryGranted(ask.Step));
                }

                break;
            case WaiveRetry waive:
                Waived.Add(_molecule.Plan.Steps[waive.Step].Name);
                break;
        }
    }

    private static RunOccurrence Ended(StartTry start, object result) => result is RunError error
        ? RunOccurrence.TryEnded(start, error)
        : RunOccurrence.TryEnded(start, result as byte[] ?? PacketCodec.Serialize((string)result));

    public static string Read(byte[] value) => Show(PacketCodec.Deserialize<FlowValue>(value));

    private static string Show(FlowValue value) => PacketCodec.ToJson(PacketCodec.Serialize(value)).Replace("\"", "", StringComparison.Ordinal);
}
