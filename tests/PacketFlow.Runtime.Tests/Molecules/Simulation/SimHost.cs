using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

/// <summary>A process that runs molecules: what it holds in memory goes with it.</summary>
internal sealed class SimHost(SimWorld world, long epoch)
{
    private readonly SortedDictionary<string, SimRun> _runs = new(StringComparer.Ordinal);
    private readonly LockTable _locks = new();

    public long Epoch => epoch;

    public bool IsAlive { get; set; } = true;

    /// <summary>Whether a later host has taken over and this one does not know yet.</summary>
    public bool IsReplaced { get; set; }

    public IEnumerable<SimRun> Runs => _runs.Values;

    /// <summary>Goes on with the runs of the journal that it has not.</summary>
    public void Recover()
    {
        string[] ids = [.. world.Journal.Runs.Where(run => !_runs.ContainsKey(run))];
        foreach (string id in ids)
        {
            Load(id);
        }

        foreach (SimRun run in ids.Select(id => _runs[id]))
        {
            if (world.Bug != SimBug.LostRun || run.Machine.Course != RunCourse.Undoing)
            {
                run.Post(RunOccurrence.Recover());
            }
        }
    }

    /// <summary>Whoever began it was told that the journal did not take it, and may ask again.</summary>
    public void Forget(string id) => _runs.Remove(id);

    public SimRun? Find(string id) => _runs.GetValueOrDefault(id);

    /// <summary>The run as it is here, or read from the journal, where another host may have begun it; null if there is none.</summary>
    public SimRun? FindOrLoad(string id)
    {
        if (Find(id) is { } known)
        {
            return known;
        }

        if (world.Journal.Count(id) == 0)
        {
            return null;
        }

        SimRun run = Load(id);
        run.Post(RunOccurrence.Recover());
        return run;
    }

    public SimRun Begin(string id, byte[] input)
    {
        var run = new SimRun(this, world, id, batches: 0, since: 0);
        _runs.Add(id, run);
        run.Post(RunOccurrence.Begin(input));
        return run;
    }

    public void Take(SimRun run, TakeLocks take)
    {
        if (world.Bug == SimBug.NoLocks)
        {
            run.Post(RunOccurrence.LocksGranted(take.Set));
            return;
        }

        if (world.Bug == SimBug.LockOrderByBond)
        {
            // One at a time, with time between: the others come in between.
            TakeSlowly(run, take.Set, run.Number % 2 == 1 ? [.. take.Resources.Reverse()] : take.Resources, 0);
            return;
        }

        _locks.Take(run.Id, take.Resources, () => run.Post(RunOccurrence.LocksGranted(take.Set)));
    }

    public void Free(SimRun run, FreeLocks free) => _locks.Free(run.Id, free.Resources);

    private void TakeSlowly(SimRun run, int set, IReadOnlyList<string> names, int next)
    {
        if (next == names.Count)
        {
            run.Post(RunOccurrence.LocksGranted(set));
            return;
        }

        _locks.Take(run.Id, [names[next]], () => world.After(world.Random.Next(1, 2000), () =>
        {
            if (IsAlive)
            {
                TakeSlowly(run, set, names, next + 1);
            }
        }));
    }

    private SimRun Load(string id)
    {
        world.Journal.Claim(id, epoch);
        List<RunRecord> records = world.Journal.Read(id);
        var run = new SimRun(this, world, id, world.Journal.Count(id), records.Count > 0 ? records[^1].At : 0);
        foreach (RunRecord record in Remembered(records, run))
        {
            run.Machine.Replay(record);
        }

        _runs.Add(id, run);
        if (world.Bug != SimBug.LocksForgotten)
        {
            _locks.Take(id, run.Machine.HeldResources, static () => { });
        }

        return run;
    }

    private IEnumerable<RunRecord> Remembered(List<RunRecord> records, SimRun run) => world.Bug switch
    {
        SimBug.ForgottenResult => records.Where(record => record.Kind != RecordKind.TrySucceeded || !Is(record, StepKind.Handler, run)),
        SimBug.UndoTwice => records.Where(record => record.Kind != RecordKind.TrySucceeded || !Is(record, StepKind.Compensation, run)),
        _ => records,
    };

    private static bool Is(RunRecord record, StepKind kind, SimRun run) => record.Step >= 0 && run.Machine.Steps[record.Step].Step.Kind == kind;
}
