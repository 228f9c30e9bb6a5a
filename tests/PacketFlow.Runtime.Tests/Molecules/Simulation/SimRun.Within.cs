using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

// Runs that are steps of this one, and the run whose step it is.
internal sealed partial class SimRun
{
    private readonly HashSet<string> _unwanted = new(StringComparer.Ordinal);
    private readonly List<(SimRun Parent, StartTry Start)> _waiting = [];

    /// <summary>Whether it is a step of another.</summary>
    public bool IsWithin => id.Contains('/', StringComparison.Ordinal);

    private void BeginWithin(StartTry start)
    {
        string within = IdWithin(start);
        world.Know(within, this, start);
        world.Ledger.StartedWithin(this, start, within);
        world.After(world.Random.Next(1, 20), () => RunWithin(start));
    }

    // The run that does it already, here or in the journal, or a new one.
    private void RunWithin(StartTry start)
    {
        if (!host.IsAlive)
        {
            return;
        }

        string within = IdWithin(start);
        SimRun? run = host.FindOrLoad(within);
        if (run is null && start.IsLeftover)
        {
            Answer(start, null, new RunError(ErrorCodes.Cancelled, ErrorCategory.Fatal, "never begun"));
            return;
        }

        run ??= host.Begin(within, start.Payload);
        if (run.Machine.Course == RunCourse.Ended && run.Pending is null)
        {
            run.Tell(this, start);
            return;
        }

        run._waiting.Add((this, start));
        if (_unwanted.Contains(within))
        {
            CancelWithin(start);
        }
    }

    // It may not have begun.
    private void CancelWithin(StartTry start)
    {
        string within = IdWithin(start);
        _unwanted.Add(within);
        if (world.Bug != SimBug.CancelStaysOutside && host.Find(within) is { Machine.Course: not RunCourse.Ended } run)
        {
            run.Post(RunOccurrence.Cancel("the run around it ended"));
        }
    }

    private void TellParent()
    {
        foreach ((SimRun parent, StartTry start) in _waiting)
        {
            Tell(parent, start);
        }

        _waiting.Clear();
    }

    private void Tell(SimRun parent, StartTry start) => world.After(world.Random.Next(1, 20), () =>
    {
        RunError? error = Machine.Output is not null ? null
            : Machine.Status == RunStatus.InDoubt ? new RunError(ErrorCodes.OutcomeUnknown, ErrorCategory.Fatal, "in doubt")
            : new RunError(Machine.Error!.Code, ErrorCategory.Fatal, "within");
        world.Ledger.EndedWithin(parent, start, id, Machine.Output);
        parent.Answer(start, Machine.Output, error);
    });

    // Whoever waits for it begins it again.
    private void BeginAgain()
    {
        foreach ((SimRun parent, StartTry start) in _waiting)
        {
            world.After(1000, () => parent.RunWithin(start));
        }

        _waiting.Clear();
    }

    private string IdWithin(StartTry start)
    {
        string within = start.Attempt == 1 ? start.Key : $"{start.Key}~{start.Attempt}";
        return world.Bug == SimBug.NewRunWithin && host.Epoch > 1 ? $"{within}~of{host.Epoch}" : within;
    }
}
