using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

/// <summary>
/// A world from a seed: one random molecule, a few runs of it, hosts that die, stall and are replaced, answers that are late, lost or come
/// twice. At some moment everything heals; then every run must end.
/// </summary>
internal sealed partial class SimWorld
{
    private const long Healed = 600_000;
    private const long Day = 86_400_000;

    // Far enough from 1970, before which no clock can be put: there 0 stands for never.
    private const long Dawn = 20_000 * Day;

    // What a clock that was a day ahead put off ends as well.
    private const long TheEnd = Healed + (3 * Day);

    private readonly PriorityQueue<Action, (long At, long Number)> _events = new();
    private readonly int _seed;
    private readonly int _runs;
    private readonly bool _crashes;
    private readonly bool _stalls;
    private readonly bool _fills;
    private readonly bool _jumps;
    private readonly bool _tears;
    private readonly HashSet<(string Run, int Step)> _acked = [];
    private readonly Dictionary<string, (TestMolecule Molecule, PlanView View)> _plans = new(StringComparer.Ordinal);
    private long _number;
    private long _epoch;
    private long _ahead;
    private ulong _trace = 14695981039346656037;
    private SimHost? _host;

    public SimWorld(int seed, SimBug bug)
    {
        (_seed, Bug) = (seed, bug);
        Random = new Random(seed);
        Molecule = SimMolecules.Make(Random);
        Journal = new SimJournal(bug);
        Ledger = new SimLedger(this);
        _runs = Random.Next(1, 4);

        // Each seed has its own mixture of faults, so that none hides another.
        (_crashes, _stalls) = (Random.Next(4) > 0, Random.Next(3) == 0);
        (_fills, _jumps, _tears) = (Random.Next(4) == 0, Random.Next(4) == 0, Random.Next(3) == 0);
    }

    public SimBug Bug { get; }

    public Random Random { get; }

    public TestMolecule Molecule { get; }

    public SimJournal Journal { get; }

    public SimLedger Ledger { get; }

    public long Now { get; private set; } = 1;

    /// <summary>What a host's clock shows: it may be put forward and back, while time goes on.</summary>
    public long Clock => Dawn + Now + _ahead;

    /// <summary>Whether the journal can write nothing at the moment.</summary>
    public bool IsDiskFull { get; private set; }

    public bool IsHealed => Now >= Healed;

    /// <summary>The plan of a run, which is that of its parent's step where it has a parent.</summary>
    public PlanView ViewOf(string run) => _plans[run].View;

    /// <summary>Says which molecule a run is of, its parent's for a step of that; nothing new the second time.</summary>
    public void Know(string run, SimRun parent, StartTry start)
    {
        if (!_plans.ContainsKey(run))
        {
            var molecule = (TestMolecule)_plans[parent.Id].Molecule.Nested(start.Step);
            _plans.Add(run, (molecule, PlanView.Of(molecule)));
        }
    }

    /// <summary>Runs the world to its end.</summary>
    /// <returns>The hash of all that happened.</returns>
    public ulong Run()
    {
        Restart();
        var view = PlanView.Of(Molecule);
        for (int run = 0; run < _runs; run++)
        {
            string id = $"run{run}";
            _plans.Add(id, (Molecule, view));
            After(Random.Next(1, 5000), () => Begin(id));
            if (Random.Next(8) == 0)
            {
                After(Random.Next(1000, 200_000), () => _host?.Find(id)?.Post(RunOccurrence.Cancel("cancelled")));
            }

            // A person has what failed tried again, or gives an undo in doubt up.
            for (int wish = Random.Next(3); wish > 0; wish--)
            {
                RunOccurrence decided = Random.Next(4) == 0 ? RunOccurrence.Cancel("given up") : RunOccurrence.Resume();
                After(Random.Next(60_000, 500_000), () => Decide(id, decided));
            }
        }

        for (int run = 0; run < _runs; run++)
        {
            ScheduleSignals($"run{run}");
        }

        ScheduleFault();
        ScheduleFullDisk();
        ScheduleJump();
        while (_events.TryDequeue(out Action? next, out (long At, long Number) key) && key.At <= TheEnd)
        {
            Now = key.At;
            Mix((ulong)key.At);
            next();
        }

        Ledger.CheckEnd(Enumerable.Range(0, _runs).Select(static run => $"run{run}"));
        return _trace;
    }

    public void After(long delay, Action action) => _events.Enqueue(action, (Now + delay, _number++));

    public void Mix(ulong value) => _trace = (_trace ^ value) * 1099511628211;

    public bool Commit(SimRun run, List<RunRecord> records, int number)
    {
        if (!Journal.TryAppend(run.Id, run.Host.Epoch, number, records))
        {
            return false;
        }

        foreach (RunRecord record in records)
        {
            Mix(((ulong)record.Kind << 32) | (uint)(record.Step * 1000) | (uint)record.Attempt);
            if (record.Kind == RecordKind.Signalled)
            {
                _acked.Add((run.Id, record.Step));
            }
            else if (record.Kind == RecordKind.Started && run.IsWithin)
            {
                ScheduleSignals(run.Id);
            }
        }

        Ledger.Committed(run, records);
        return true;
    }

    /// <summary>A step's code runs somewhere: it takes time and may go wrong.</summary>
    public void Execute(SimRun run, StartTry start)
    {
        start = Bug switch
        {
            SimBug.NewKeyPerTry => start with { Key = $"{start.Key}#{start.Attempt}" },
            SimBug.SharedKey when start.Index >= 0 => start with { Key = start.Key[..start.Key.LastIndexOf('/')] },
            SimBug.WrongPayload when start.Step > 0 && start.Acting.Kind != StepKind.Compensation => start with { Payload = PacketCodec.Serialize("payload of another") },
            _ => start,
        };
        Ledger.Started(run, start);
        (byte[]? output, RunError? error, bool hangs, bool kills) = Outcome(run, start);
        long takes = Random.Next(1, 5000);
        if (kills)
        {
            After(takes, () => Die(run.Host));
            return;
        }

        if (hangs)
        {
            if (Bug == SimBug.NoTimeout)
            {
                return;
            }

            long limit = (long)(start.Acting.Timeout ?? TimeSpan.FromMinutes(1)).TotalMilliseconds;
            After(limit, () => run.Answer(start, null, new RunError(ErrorCodes.TimedOut, ErrorCategory.Retryable, "timed out")));

            // It answers after all, when nobody waits for it any more.
            After(limit + Random.Next(1, 10_000), () => run.Answer(start, output, null));
            return;
        }

        After(takes, () => run.Answer(start, output, error));
        if (!IsHealed && Random.Next(8) == 0)
        {
            After(takes + Random.Next(1, 40_000), () => run.Answer(start, output, error));
        }
    }

    public void Ended(SimRun run, StartTry start) => Ledger.Ended(run, start);

    private (byte[]? Output, RunError? Error, bool Hangs, bool Kills) Outcome(SimRun run, StartTry start)
    {
        byte[] output = Result(run, start);
        int dice = IsHealed ? 0 : Random.Next(40);
        (byte[]?, RunError?, bool, bool) outcome = dice switch
        {
            < 28 => (output, null, false, false),
            < 31 => (null, new RunError(ErrorCodes.HandlerFailed, start.Acting.Element.Idempotent ? ErrorCategory.Retryable : ErrorCategory.Fatal, "threw"), false, false),
            < 33 => (null, new RunError(ErrorCodes.Unavailable, ErrorCategory.Retryable, "draining"), false, false),
            < 34 => (null, new RunError(ErrorCodes.OutcomeUnknown, start.Acting.Element.Idempotent ? ErrorCategory.Retryable : ErrorCategory.Fatal, "lost"), false, false),
            < 36 => (output, null, true, false),
            < 37 when _crashes => (null, null, false, true),
            _ => (output, null, false, false),
        };
        Ledger.WillGive(run, start, outcome.Item1, outcome.Item2);
        return outcome;
    }

    private byte[] Result(SimRun run, StartTry start)
    {
        int number = start.Step;
        PlanView view = ViewOf(run.Id);
        bool isSource = Array.Exists(view.Out[number], bond => view.Plan.Bonds[bond].ForEach);
        string text = $"{run.Id}.{start.Acting.Name}.{start.Index}.{start.Attempt}.{new string('x', Random.Next(3))}";
        return isSource
            ? Values.Texts(Enumerable.Range(0, Random.Next(4)).Select(item => $"{text}.{item}"))
            : PacketCodec.Serialize(text);
    }

    private void Begin(string id)
    {
        if (Journal.Count(id) > 0)
        {
            return;
        }

        if (_host is { IsAlive: true } host && host.Find(id) is null)
        {
            host.Begin(id, PacketCodec.Serialize("input of " + id));
        }

        // The caller asks again until it is told that the run is durable.
        After(3000, () => Begin(id));
    }

    // One that goes on is left alone.
    private void Decide(string id, RunOccurrence wish)
    {
        if (_host?.FindOrLoad(id) is { Pending: null, Machine: { Course: RunCourse.Ended, Status: RunStatus.InDoubt or RunStatus.Failed or RunStatus.Partial } } run)
        {
            run.Post(wish);
        }
    }

    private void ScheduleSignals(string id)
    {
        foreach (PlanStep signal in ViewOf(id).Plan.Steps.Where(static step => step.Kind == StepKind.Signal))
        {
            After(Random.Next(1, 300_000), () => SendSignal(id, signal.Number));
        }
    }

    private void SendSignal(string id, int step)
    {
        if (_acked.Contains((id, step)))
        {
            return;
        }

        _host?.Find(id)?.Post(RunOccurrence.Signal(step, PacketCodec.Serialize("signal")));
        if (Bug == SimBug.LostSignal || (IsHealed && Ledger.IsOver(id)))
        {
            return;
        }

        After(5000, () => SendSignal(id, step));
    }

    public override string ToString() => $"seed {_seed}, {Molecule.Plan.Steps.Count} steps, {_runs} runs, bug {Bug}";
}
