using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

/// <summary>A run in a host's memory: the same walk as the engine's, with the world's time and faults in between.</summary>
internal sealed partial class SimRun(SimHost host, SimWorld world, string id, int batches, long since)
{
    private readonly Queue<RunOccurrence> _inbox = new();
    private readonly Dictionary<(int Step, int Index), StartTry> _tries = [];
    private SteadyClock _clock = new(since, world.Now);
    private int _batches = batches;
    private bool _isAppending;

    public string Id => id;

    // It goes on where the clock is put back.
    private long Time => world.Bug == SimBug.PutBackTimer ? world.Clock : _clock.Read(world.Clock, world.Now);

    public int Number => id[^1] - '0';

    public SimHost Host => host;

    public RunMachine Machine { get; } = new(world.ViewOf(id), id, parallelism: 2, Backoff.Default);

    public (List<RunRecord> Records, Action Written)? Pending { get; private set; }

    /// <summary>What the clock showed when the last records were made: it may be another by the time they are written.</summary>
    public long MadeAt { get; private set; }

    public void Post(RunOccurrence occurrence)
    {
        if (host.IsAlive)
        {
            _inbox.Enqueue(occurrence);
            Drain();
        }
    }

    /// <summary>The process dies while a batch is on its way, or waits to be written again: it may have arrived.</summary>
    public void Crash()
    {
        if (Pending is { } pending && !world.IsDiskFull)
        {
            world.Arrive(this, pending.Records, _batches);
        }

        Pending = null;
    }

    public void Tick()
    {
        if (Machine.NextWake is { } wake && host.IsAlive && world.Bug != SimBug.LostWakeUp)
        {
            long early = world.Bug == SimBug.EarlyTimer ? 900 : 0;
            world.After(Math.Max(0, wake - Time - early), () =>
            {
                if (host.IsAlive && Machine.NextWake is { } due && due - early <= Time)
                {
                    Post(RunOccurrence.Tick());
                }
                else if (Machine.NextWake == wake)
                {
                    Tick();
                }
            });
        }
    }

    private void Drain()
    {
        while (!_isAppending && host.IsAlive && _inbox.TryDequeue(out RunOccurrence occurrence))
        {
            var records = new List<RunRecord>();
            var effects = new List<RunEffect>();
            MadeAt = Time;
            Machine.Handle(occurrence, MadeAt + (world.Bug == SimBug.EarlyTimer && occurrence.Kind == OccurrenceKind.Tick ? 900 : 0), records, effects);
            if (world.Bug == SimBug.LostOutput && !IsWithin)
            {
                records = records.ConvertAll(static record => record.Kind == RecordKind.Ended ? record with { Data = null } : record);
            }

            if (world.Bug == SimBug.FreedAfterTaken)
            {
                effects = [.. effects.OrderBy(static effect => effect is FreeLocks)];
            }

            if (records.Count == 0)
            {
                effects.ForEach(Perform);
                Tick();
                continue;
            }

            if (world.Bug == SimBug.ActBeforeAppend)
            {
                effects.ForEach(Perform);
                effects.Clear();
            }

            _isAppending = true;
            Pending = (records, () =>
            {
                _isAppending = false;
                effects.ForEach(Perform);
                Tick();
                Drain();
            });
            world.After(world.Random.Next(1, 20), Write);
        }
    }

    private void Write()
    {
        if (!host.IsAlive || Pending is not { } pending)
        {
            return;
        }

        if (world.IsDiskFull && world.Bug != SimBug.LostWrite)
        {
            TryLater();
            return;
        }

        if (world.Fails(this, pending.Records, _batches))
        {
            TryLater();
            return;
        }

        Pending = null;
        if (!world.IsDiskFull && !world.Commit(this, pending.Records, _batches))
        {
            // Somebody else owns the run: nothing more may come from here.
            world.Die(host);
            return;
        }

        _batches++;
        pending.Written();
    }

    // One that nobody was told of yet is given up; of the others nothing may be lost, and nothing done, before it is written.
    private void TryLater()
    {
        if (_batches > 0)
        {
            world.After(1000, Write);
            return;
        }

        Pending = null;
        host.Forget(id);
        BeginAgain();
    }

    private void Perform(RunEffect effect)
    {
        switch (effect)
        {
            case StartTry start:
                _tries[(start.Step, start.Index)] = start;
                if (start.Acting.Kind == StepKind.Nested)
                {
                    BeginWithin(start);
                }
                else
                {
                    world.Execute(this, start);
                }

                break;
            case CancelTry cancel when _tries.TryGetValue((cancel.Step, cancel.Index), out StartTry? open) && open.Attempt == cancel.Attempt:
                if (open.Acting.Kind == StepKind.Nested)
                {
                    CancelWithin(open);
                    break;
                }

                if (world.Random.Next(4) == 0)
                {
                    // Its handler does not look at its token.
                    break;
                }

                world.After(world.Random.Next(1, 500), () => Answer(open, null, new RunError(ErrorCodes.Cancelled, ErrorCategory.Fatal, "cancelled")));
                break;
            case TakeLocks take:
                host.Take(this, take);
                break;
            case FreeLocks free:
                host.Free(this, free);
                break;
            case AskRetry ask when world.Bug != SimBug.ForgottenRetry:
                world.After(world.Random.Next(4) > 0 ? 0 : world.Random.Next(1, 100_000), () => Post(RunOccurrence.RetryGranted(ask.Step)));
                break;
            case TellEnd end:
                world.Ledger.Told(this, end);
                TellParent();
                break;
        }
    }

    /// <summary>A try's answer arrives, perhaps not for the first time.</summary>
    public void Answer(StartTry start, byte[]? output, RunError? error)
    {
        world.Ended(this, start);
        int attempt = start.Attempt;
        if (world.Bug == SimBug.LateAnswer && _tries.TryGetValue((start.Step, start.Index), out StartTry? present))
        {
            attempt = present.Attempt;
        }

        Post(RunOccurrence.TryEnded(start.Step, start.Index, attempt, output, error));
    }
}
