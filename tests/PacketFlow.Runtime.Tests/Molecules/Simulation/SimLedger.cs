using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

/// <summary>What really happened, seen from outside, and what must never have.</summary>
internal sealed partial class SimLedger(SimWorld world)
{
    private readonly SortedDictionary<string, RunMachine> _durable = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Run, string Acting, int Index), string> _keys = [];
    private readonly Dictionary<string, (string Run, string Acting, int Index)> _owners = [];
    private readonly Dictionary<(string Run, string Acting, int Index), int> _happened = [];
    private readonly Dictionary<(string Run, int Step, int Index, int Attempt), byte[]?> _given = [];
    private readonly HashSet<(string Run, int Step, int Index, int Attempt)> _counted = [];
    private readonly HashSet<string> _resumed = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Run, int Step, int Index), int> _tries = [];
    private readonly Dictionary<(string Run, int Step, int Index, int Attempt), int> _miscounted = [];
    private readonly Dictionary<string, long> _epochs = [];
    private readonly Dictionary<(string Run, int Step), long> _promised = [];
    private readonly List<(SimHost Host, string Run, StartTry Start)> _open = [];

    // How long hosts that are down and disks that are full may hold up what time brings, in milliseconds.
    private const long Held = 600_000;

    public bool IsOver(string run) => _durable.TryGetValue(run, out RunMachine? machine) && machine.Course == RunCourse.Ended;

    public void Started(SimRun run, StartTry start)
    {
        (string Run, string Acting, int Index) work = (run.Id, start.Acting.Name, start.Index);
        CheckIdentity(run, start);
        RunMachine machine = _durable[run.Id];
        StepState step = machine.Steps[start.Step];
        Demand(!start.Acting.Element.AtMostOnce || _happened.GetValueOrDefault(work) == 0, "I3", run.Id, start, "runs a second time although at most once was asked");
        _happened[work] = _happened.GetValueOrDefault(work) + 1;
        bool isMiscounted = _miscounted.TryGetValue((run.Id, start.Step, start.Index, start.Attempt), out int before);
        Demand(!isMiscounted, "I3", run.Id, start, $"is counted so after try {before}");

        if (step.Step.IsInFlow)
        {
            CheckInputs(run.Id, machine, step, start);
            CheckResources(run, machine, start);
            CheckAround(run, start);
            NoteItem(run.Id, step, start);
        }
        else
        {
            Demand(machine.Course != RunCourse.Forward, "I7", run.Id, start, "undoes what goes forward");
            CheckUndoneItem(run.Id, machine, start);
        }

        _open.Add((run.Host, run.Id, start));
    }

    public void WillGive(SimRun run, StartTry start, byte[]? output, RunError? error)
    {
        _given[(run.Id, start.Step, start.Index, start.Attempt)] = output;
        if (output is not null)
        {
            _worked.Add((run.Id, start.Step, start.Index));
        }

        if (error is { IsNotStarted: true })
        {
            _happened[(run.Id, start.Acting.Name, start.Index)]--;
        }
    }

    public void Ended(SimRun run, StartTry start) => _open.RemoveAll(open =>
        open.Host == run.Host && open.Run == run.Id && (open.Start.Step, open.Start.Index, open.Start.Attempt) == (start.Step, start.Index, start.Attempt));

    public void Died(SimHost host) => _open.RemoveAll(open => open.Host == host);

    public void Committed(SimRun run, List<RunRecord> records)
    {
        if (!_durable.TryGetValue(run.Id, out RunMachine? machine))
        {
            _durable.Add(run.Id, machine = new RunMachine(world.ViewOf(run.Id), run.Id, parallelism: 2, Backoff.Default));
        }

        long last = _epochs.GetValueOrDefault(run.Id);
        Demand(run.Host.Epoch >= last, "I8", run.Id, null, "was written by a host that had been replaced");
        _epochs[run.Id] = run.Host.Epoch;
        foreach (RunRecord record in records)
        {
            Check(run.Id, machine, record, run.MadeAt);
            machine.Replay(record);
            if (record.Kind == RecordKind.Undoing)
            {
                _undoing[run.Id] = world.Now;
            }
        }

        CheckJoints(run);
    }

    /// <summary>Whoever waits for a run hears of its end.</summary>
    public void Told(SimRun run, TellEnd end)
    {
        RunMachine machine = _durable[run.Id];
        Demand(!run.Machine.Steps.Any(static step => step.RunningSlots > 0), "I6", run.Id, null, "ends while a step of it runs");
        Demand(machine.Course == RunCourse.Ended && machine.Status == end.Status, "I11", run.Id, null, $"is told to be {end.Status} and recorded as {machine.Status}");
        Demand(machine.Output.AsSpan().SequenceEqual(end.Output), "I11", run.Id, null, "is told to have given what is not recorded");
    }

    public void CheckEnd(IEnumerable<string> runs)
    {
        foreach (string run in runs.Union(_durable.Keys))
        {
            Demand(_durable.TryGetValue(run, out RunMachine? machine), "I6", run, null, "was never accepted");
            Demand(machine!.Course == RunCourse.Ended, "I6", run, null, $"has not ended: {string.Join(' ', machine.Steps.Select(static step => $"{step.Step.Name}:{step.Phase}({string.Join(',', step.Slots.ToArray().Select(static slot => $"{slot.Phase}"))})"))}");
            Demand((machine.Output is not null) == machine.Status is RunStatus.Completed or RunStatus.Partial, "I11", run, null, $"is {machine.Status} with{(machine.Output is null ? "out" : "")} an output");
            if (machine.Status is RunStatus.Compensated or RunStatus.Cancelled or RunStatus.Failed)
            {
                CheckUndone(run, machine);
            }
        }
    }

    private void CheckIdentity(SimRun run, StartTry start)
    {
        (string Run, string Acting, int Index) work = (run.Id, start.Acting.Name, start.Index);
        Demand(_counted.Contains((run.Id, start.Step, start.Index, start.Attempt)), "I4", run.Id, start, "started before that was recorded");
        Demand(_keys.TryAdd(work, start.Key) || _keys[work] == start.Key, "I5", run.Id, start, "has another key than before");
        Demand(_owners.TryAdd(start.Key, work) || _owners[start.Key] == work, "I5", run.Id, start, "shares a key");
    }

    private void Check(string run, RunMachine machine, RunRecord record, long madeAt)
    {
        bool isReopened = (record.Kind == RecordKind.Undoing && machine.Status == RunStatus.InDoubt)
            || (record.Kind == RecordKind.Resumed && machine.Status is RunStatus.InDoubt or RunStatus.Failed or RunStatus.Partial);
        Demand(machine.Course != RunCourse.Ended || isReopened, "I6", run, null, $"goes on with {record.Kind} after its end");
        StepState? step = record.Step >= 0 ? machine.Steps[record.Step] : null;
        switch (record.Kind)
        {
            case RecordKind.TryStarted:
                Demand(step!.Slots.Length == 0 || step.SlotOf(record.Index).Phase != SlotPhase.Done, "I4", run, null, $"runs {step.Step.Name} again although it is recorded as done");
                _counted.Add((run, record.Step, record.Index, record.Attempt));
                Count(run, record);
                NoteItem(run, record);
                break;
            case RecordKind.Waiting when step!.Step.Kind == StepKind.Timer:
                _promised[(run, record.Step)] = world.Now + record.Due - record.At;
                break;
            case RecordKind.Resumed:
                Resumed(run, machine);
                break;
            case RecordKind.TrySucceeded when step!.Step.Kind == StepKind.Timer:
                Demand(madeAt >= step.Due, "I7", run, null, $"has timer {step.Step.Name} end {step.Due - madeAt} ms early");
                Demand(world.Now <= _promised[(run, record.Step)] + Held, "I7", run, null, $"has timer {step.Step.Name} end late");
                break;
            case RecordKind.TrySucceeded when step!.Slots.Length > 0:
                Demand(step.SlotOf(record.Index).Phase != SlotPhase.Done, "I4", run, null, $"has {step.Step.Name} done twice");
                Demand(
                    _given.TryGetValue((run, record.Step, record.Index, record.Attempt), out byte[]? given) && given is not null && given.AsSpan().SequenceEqual(record.Data),
                    "I7", run, null, $"records for {step.Step.Name} what that try did not give");
                break;
        }
    }

    // What was not done may be done again, be it for the second time: a person wants it so.
    private void Resumed(string run, RunMachine machine)
    {
        _resumed.Add(run);
        foreach ((string Run, string Acting, int Index) work in _happened.Keys.Where(work => work.Run == run).ToArray())
        {
            StepState step = machine.Steps.First(one => one.Step.Name == work.Acting);
            step = step.Step.Kind == StepKind.Substitute ? machine.Steps[step.Step.Target!.Value] : step;
            if (!step.HasSlot(work.Index) || step.SlotOf(work.Index).Phase != SlotPhase.Done)
            {
                _happened.Remove(work);
            }
        }
    }

    private void Count(string run, RunRecord record)
    {
        int before = _tries.GetValueOrDefault((run, record.Step, record.Index));
        if (record.Attempt != before + 1)
        {
            _miscounted.TryAdd((run, record.Step, record.Index, record.Attempt), before);
        }

        _tries[(run, record.Step, record.Index)] = record.Attempt;
    }

    // A timer that ended or a signal that came stays so, whatever happens to the others. The run itself knows what will never start.
    private void CheckJoints(SimRun run)
    {
        foreach (int[] joint in run.Machine.Course == RunCourse.Forward ? world.ViewOf(run.Id).Joints : [])
        {
            StepState[] work = [.. joint.Select(member => run.Machine.Steps[member]).Where(static step => step.Step.Kind is not (StepKind.Timer or StepKind.Signal))];
            bool isTogether = work.All(static step => step.IsSettled) || work.All(static step => step.Phase != StepPhase.Done);
            Demand(isTogether || _resumed.Contains(run.Id), "joints", run.Id, null, $"records not all of {string.Join(' ', work.Select(static step => step.Step.Name))} at once");
        }
    }

    private void CheckInputs(string run, RunMachine machine, StepState step, StartTry start)
    {
        FlowValue payload = Payload(run, start);
        PlanView view = world.ViewOf(run);
        foreach (int bond in view.Into[step.Step.Number])
        {
            StepState before = machine.Steps[view.Plan.Bonds[bond].From];
            bool isPartner = view.JointOf[step.Step.Number] is >= 0 and var joint && view.JointOf[before.Step.Number] == joint;
            Demand(before.Phase is StepPhase.Done or StepPhase.Skipped || isPartner, "I7", run, start, $"starts while {before.Step.Name} is {before.Phase}");
        }

        IReadOnlyList<PlanInput> inputs = start.Acting.Inputs;
        foreach (PlanInput input in inputs)
        {
            FlowValue value = inputs.Count == 1 ? payload : payload.Kind == PacketKind.Map && payload.TryGet(input.Key, out FlowValue part) ? part : default;
            if (input.Sources[0] is { Kind: PlanSourceKind.Step } source && machine.Steps[source.Number] is { Phase: StepPhase.Done, Output: { } output } && !value.IsNil)
            {
                byte[] expected = source.IsItem ? Packed.Items(output)[start.Index] : output;
                Demand(PacketCodec.Serialize(value).AsSpan().SequenceEqual(expected), "I7", run, start, $"is not given what {machine.Steps[source.Number].Step.Name} gave");
            }
        }
    }

    private FlowValue Payload(string run, StartTry start)
    {
        try
        {
            return PacketCodec.Deserialize<FlowValue>(start.Payload);
        }
        catch (PacketFormatException broken)
        {
            Demand(holds: false, "I7", run, start, $"is given what is no value: {broken.Message}");
            throw;
        }
    }

    private void CheckResources(SimRun run, RunMachine machine, StartTry start)
    {
        string[] resources = [.. world.ViewOf(run.Id).Resources[start.Step].Where(static name => name[0] != '\0')];
        if (resources.Length == 0 || run.Host.IsReplaced)
        {
            return;
        }

        Demand(resources.All(machine.HeldResources.Contains), "locks", run.Id, start, "does not hold its resource");
        foreach ((string other, RunMachine held) in _durable)
        {
            Demand(LockTable.RootOf(other) == LockTable.RootOf(run.Id) || held.Course == RunCourse.Ended || !held.HeldResources.Intersect(resources).Any(), "locks", run.Id, start, $"uses what {other} holds");
        }

        foreach ((SimHost host, string who, StartTry open) in _open)
        {
            Demand(
                host != run.Host || (who == run.Id && open.Step == start.Step && open.Index == start.Index) || IsAround(who, run.Id) || IsAround(run.Id, who)
                    || !world.ViewOf(who).Resources[open.Step].Intersect(resources).Any(),
                "locks", run.Id, start, $"runs while {who}/{open.Acting.Name} uses its resource");
        }
    }

    private void CheckUndone(string run, RunMachine machine)
    {
        PlanView view = world.ViewOf(run);
        foreach (StepState step in machine.Steps.Where(step => view.Compensation[step.Step.Number] is not null))
        {
            StepState undo = machine.Steps[view.Compensation[step.Step.Number]!.Number];
            foreach (Slot slot in step.Slots)
            {
                Demand(
                    slot.Phase is not (SlotPhase.Done or SlotPhase.InDoubt or SlotPhase.Running) || IsUndone(undo, slot.Index),
                    "undo", run, null, $"is {machine.Status}, but {step.Step.Name} was not undone");
            }

            foreach ((string _, int _, int index) in _worked.Where(work => work.Run == run && work.Step == step.Step.Number))
            {
                Demand(IsUndone(undo, index), "undo", run, null, $"is {machine.Status}, but {step.Step.Name}[{index}] happened and was not undone");
            }
        }
    }

    // Or given up by a person.
    private static bool IsUndone(StepState undo, int index) => undo.HasSlot(index) && undo.SlotOf(index).Phase is SlotPhase.Done or SlotPhase.Failed;

    private void Demand(bool holds, string invariant, string run, StartTry? start, string what)
    {
        if (!holds)
        {
            throw new SimulationException($"{invariant} in {world} at {world.Now} ms: {run}{(start is null ? "" : $"/{start.Acting.Name}[{start.Index}]#{start.Attempt}")} {what}");
        }
    }
}
