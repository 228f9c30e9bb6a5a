namespace PacketFlow.Molecules.Core;

/// <summary>The resources of covalent groups: asked for, held and given back as one.</summary>
internal sealed partial class RunMachine
{
    private readonly HashSet<int> _taken = [];
    private readonly HashSet<int> _granted = [];
    private readonly HashSet<int> _asked = [];

    private bool HasLocks(StepState step)
    {
        int set = view.LockSetOf[step.Step.Number];
        if (set < 0 || _granted.Contains(set))
        {
            return true;
        }

        if (_asked.Add(set))
        {
            // What it has no more use for goes back first: it may be the same resource, and others stand in line for it.
            FreeSettledSets();
            _effects.Add(new TakeLocks(set, view.LockSets[set].Resources));
        }

        return false;
    }

    private void OnGranted(int set)
    {
        _asked.Remove(set);
        _granted.Add(set);

        // A run on its way back keeps what it held, since what it undoes may be half done; it begins nothing new.
        if (Course == RunCourse.Ended || (Course == RunCourse.Undoing ? !_taken.Contains(set) : IsSetSettled(set)))
        {
            FreeSet(set);
            return;
        }

        if (!_taken.Contains(set))
        {
            Emit(new RunRecord(RecordKind.LocksTaken) { Index = set });
        }

        Unblock();
    }

    private void Unblock()
    {
        if (_blocked.Count == 0)
        {
            return;
        }

        foreach (int step in _blocked.ToArray())
        {
            _blocked.Remove(step);
            Pump(_steps[step]);
        }
    }

    private bool IsSetSettled(int set) => Array.TrueForAll(view.LockSets[set].Members, member => _steps[member].IsSettled);

    private void FreeSettledSets()
    {
        for (int set = 0; set < view.LockSets.Length; set++)
        {
            if (_granted.Contains(set) && IsSetSettled(set))
            {
                FreeSet(set);
            }
        }
    }

    private void FreeSet(int set)
    {
        if (_taken.Contains(set))
        {
            Emit(new RunRecord(RecordKind.LocksFreed) { Index = set });
        }

        if (_granted.Remove(set) || _asked.Remove(set))
        {
            _effects.Add(new FreeLocks(set, view.LockSets[set].Resources));
        }
    }
}
