using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>How far the steps of a run's metallic groups are, which they may ask of each other. Who runs guards it.</summary>
internal sealed class GroupProgress
{
    private readonly PlanView _view;

    // Of each step what its one piece of work, or each of its items, has come to.
    private readonly double[][] _steps;

    private GroupProgress(RunMachine machine)
    {
        _view = machine.View;
        _steps = [.. machine.Steps.Select(step => Has(step.Step.Number) ? new double[Math.Max(step.Slots.Length, 1)] : [])];
        foreach (StepState step in machine.Steps.Where(step => Has(step.Step.Number)))
        {
            for (int i = 0; i < step.Slots.Length; i++)
            {
                _steps[step.Step.Number][i] = step.Slots[i].Phase == SlotPhase.Done ? 1 : 0;
            }
        }
    }

    /// <summary>As a run stands; null where no step is in such a group.</summary>
    public static GroupProgress? Of(RunMachine machine) => machine.View.Metals.Length == 0 ? null : new GroupProgress(machine);

    public bool Has(int step) => _view.MetalOf[step] >= 0;

    /// <summary>A step said how far it, or an item of it, is.</summary>
    public void Report(int step, int index, double progress)
    {
        if (Math.Max(index, 0) < _steps[step].Length)
        {
            _steps[step][Math.Max(index, 0)] = progress;
        }
    }

    /// <summary>Something was written down.</summary>
    public void Take(RunRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.ItemsCounted when Has(record.Step):
                _steps[record.Step] = new double[Math.Max(record.Attempt, 1)];
                break;
            case RecordKind.TryStarted:
                Report(record.Step, record.Index, 0);
                break;
            case RecordKind.TrySucceeded:
                Report(record.Step, record.Index, 1);
                break;
            case RecordKind.Signalled or RecordKind.Gathered:
                Array.Fill(_steps[record.Step], 1);
                break;
        }
    }

    /// <summary>How far a step is that is in one group with the one that asks; null if there is none of that name.</summary>
    public double? Of(int asker, string name)
    {
        foreach (int member in Has(asker) ? _view.Metals[_view.MetalOf[asker]] : [])
        {
            if (member != asker && _view.Steps[member].Name == name)
            {
                return _steps[member].Average();
            }
        }

        return null;
    }
}
