using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Simulation;

/// <summary>What survives crashes: batches, whole or not at all, and who may write. A part of one may lie behind the last; it is not read.</summary>
internal sealed class SimJournal(SimBug bug)
{
    private readonly SortedDictionary<string, (long Epoch, List<byte[]> Batches)> _runs = new(StringComparer.Ordinal);

    private readonly Dictionary<string, (int Number, byte[] Bytes)> _torn = new(StringComparer.Ordinal);

    public IEnumerable<string> Runs => _runs.Keys;

    public bool TryAppend(string run, long epoch, int number, List<RunRecord> records)
    {
        (long owner, List<byte[]> batches) = _runs.GetValueOrDefault(run, (0, []));
        if (bug != SimBug.NoFencing && (owner > epoch || batches.Count != number))
        {
            return false;
        }

        batches.Add(Bytes(bug == SimBug.UncountedTry ? records.FindAll(static record => record.Kind != RecordKind.TryStarted) : records));
        _runs[run] = (Math.Max(owner, epoch), batches);
        return true;
    }

    /// <summary>A batch arrives as far as it came.</summary>
    public void Tear(string run, int number, List<RunRecord> records, Random random)
    {
        byte[] bytes = Bytes(records);
        _torn[run] = (number, bytes[..random.Next(bytes.Length)]);
    }

    public void Claim(string run, long epoch) => _runs[run] = (epoch, _runs[run].Batches);

    public int Count(string run) => _runs.TryGetValue(run, out (long Epoch, List<byte[]> Batches) kept) ? kept.Batches.Count : 0;

    public List<RunRecord> Read(string run)
    {
        var records = new List<RunRecord>();
        if (_runs.TryGetValue(run, out (long Epoch, List<byte[]> Batches) kept))
        {
            kept.Batches.ForEach(batch => records.AddRange(RecordCodec.Read(batch)));
            if (bug == SimBug.TornBatch && _torn.TryGetValue(run, out (int Number, byte[] Bytes) torn) && torn.Number == kept.Batches.Count)
            {
                records.AddRange(AsFarAsItGoes(torn.Bytes));
            }
        }

        return records;
    }

    private static byte[] Bytes(List<RunRecord> records)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        RecordCodec.Write(bytes, records);
        return bytes.WrittenSpan.ToArray();
    }

    private static List<RunRecord> AsFarAsItGoes(byte[] bytes)
    {
        for (int length = bytes.Length; ; length--)
        {
            try
            {
                return RecordCodec.Read(bytes.AsSpan(0, length));
            }
            catch (PacketFormatException)
            {
                // The last record is cut off.
            }
        }
    }
}
