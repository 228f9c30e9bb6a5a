using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

/// <summary>What survives crashes: batches, whole or not at all, and who may write.</summary>
internal sealed class SimJournal(SimBug bug)
{
    private readonly SortedDictionary<string, (long Epoch, List<byte[]> Batches)> _runs = new(StringComparer.Ordinal);

    public IEnumerable<string> Runs => _runs.Keys;

    public bool TryAppend(string run, long epoch, int number, List<RunRecord> records)
    {
        (long owner, List<byte[]> batches) = _runs.GetValueOrDefault(run, (0, []));
        if (bug != SimBug.NoFencing && (owner > epoch || batches.Count != number))
        {
            return false;
        }

        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        RecordCodec.Write(bytes, bug == SimBug.UncountedTry ? records.FindAll(static record => record.Kind != RecordKind.TryStarted) : records);
        batches.Add(bytes.WrittenSpan.ToArray());
        _runs[run] = (Math.Max(owner, epoch), batches);
        return true;
    }

    public void Claim(string run, long epoch) => _runs[run] = (epoch, _runs[run].Batches);

    public int Count(string run) => _runs.TryGetValue(run, out (long Epoch, List<byte[]> Batches) kept) ? kept.Batches.Count : 0;

    public List<RunRecord> Read(string run)
    {
        var records = new List<RunRecord>();
        if (_runs.TryGetValue(run, out (long Epoch, List<byte[]> Batches) kept))
        {
            kept.Batches.ForEach(batch => records.AddRange(RecordCodec.Read(batch)));
        }

        return records;
    }
}
