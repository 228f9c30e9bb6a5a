using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

// Runs within runs: each try of a step has one, whose end is the step's, and which goes back when the run around it does.
internal sealed partial class SimLedger
{
    private readonly Dictionary<string, (string Run, StartTry Start)> _around = [];
    private readonly Dictionary<(string Run, int Step, int Index, int Attempt), string> _within = [];
    private readonly Dictionary<string, long> _undoing = [];

    // How long a cancel may take, in milliseconds: its host may be down, or the disk full.
    private const long Late = 120_000;

    public void StartedWithin(SimRun run, StartTry start, string within)
    {
        CheckIdentity(run, start);
        RunMachine machine = _durable[run.Id];
        if (!start.IsLeftover)
        {
            CheckInputs(run.Id, machine, machine.Steps[start.Step], start);
            NoteItem(run.Id, machine.Steps[start.Step], start);
        }

        var tried = (run.Id, start.Step, start.Index, start.Attempt);
        Demand(_within.TryAdd(tried, within) || _within[tried] == within, "within", run.Id, start, $"begins {within} beside {_within[tried]}");
        _around[within] = (run.Id, start);
        if (!IsOver(within))
        {
            // Else only the wait for what it gave is renewed.
            CheckResources(run, machine, start);
            _open.Add((run.Host, run.Id, start));
        }
    }

    public void EndedWithin(SimRun run, StartTry start, string within, byte[]? output)
    {
        Demand(IsOver(within), "within", run.Id, start, $"is told of an end of {within} that is not recorded");
        byte[]? recorded = _durable[within].Output;
        Demand(output.AsSpan().SequenceEqual(recorded), "within", run.Id, start, $"is not told what {within} gave");
        _given[(run.Id, start.Step, start.Index, start.Attempt)] = recorded;
    }

    private void CheckAround(SimRun run, StartTry start)
    {
        if (_around.TryGetValue(run.Id, out (string Run, StartTry Start) around) && !run.Host.IsReplaced)
        {
            bool isBack = _durable[around.Run].Course == RunCourse.Undoing && _undoing[around.Run] + Late < world.Now;
            Demand(!isBack, "within", run.Id, start, $"goes forward though {around.Run} has gone back");
        }
    }

    private static bool IsAround(string outer, string inner) => inner.StartsWith(outer + "/", StringComparison.Ordinal);
}
