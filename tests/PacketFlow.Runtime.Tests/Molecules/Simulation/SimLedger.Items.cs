using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

// What a partner gives, items above all: one that starts over may give something else, and what was done with what it gave before is undone too.
internal sealed partial class SimLedger
{
    private readonly HashSet<(string Run, int Step, int Index)> _worked = [];
    private readonly Dictionary<(string Run, int Step, int Index), List<byte[]?>> _begunWith = [];

    private void NoteItem(string run, StepState step, StartTry start)
    {
        // A substitute is given something else.
        if (IsFedAnew(run, step) && start.Acting == step.Step)
        {
            BegunWith(run, start.Step, start.Index).Add(FirstInput(run, start, start.Acting.Inputs));
        }
    }

    // A try that is recorded may not come to begin: its host dies before.
    private void NoteItem(string run, RunRecord record)
    {
        if (record.Data is { } inputs)
        {
            BegunWith(run, record.Step, record.Index).Add(Packed.Inputs(inputs)[0]);
        }
    }

    private void CheckUndoneItem(string run, RunMachine machine, StartTry start)
    {
        StepState undone = machine.Steps[start.Acting.Target!.Value];
        if (IsFedAnew(run, undone))
        {
            byte[]? item = FirstInput(run, start, start.Acting.Inputs);
            List<byte[]?> known = BegunWith(run, undone.Step.Number, start.Index);

            // Of a try that never began nothing is known where the items are on record.
            Demand(
                known.Count == 0 || known.Exists(one => one is null == item is null && one.AsSpan().SequenceEqual(item)),
                "undo", run, start, $"is not given an input that {undone.Step.Name} had");
        }
    }

    private bool IsFedAnew(string run, StepState step) =>
        step.IsForEach ? step.Step.Inputs is [{ Sources: [{ IsItem: true }] }, ..] : _durable[run].View.FromPartner[step.Step.Number] is [true, ..];

    private List<byte[]?> BegunWith(string run, int step, int index)
    {
        if (!_begunWith.TryGetValue((run, step, index), out List<byte[]?>? items))
        {
            _begunWith.Add((run, step, index), items = []);
        }

        return items;
    }

    private byte[]? FirstInput(string run, StartTry start, IReadOnlyList<PlanInput> inputs)
    {
        FlowValue payload = Payload(run, start);
        FlowValue first = inputs.Count == 1 ? payload : payload.Kind == PacketKind.Map && payload.TryGet(inputs[0].Key, out FlowValue part) ? part : FlowValue.Nil;
        return first.IsNil ? null : PacketCodec.Serialize(first);
    }
}
