using System.Collections.Concurrent;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>What runs have written down, read through the host's payload protector where there is one.</summary>
internal sealed partial class MoleculeEngine
{
    // Runs that could not be read: they are kept and stay where they are, which their status tells.
    private readonly ConcurrentDictionary<string, bool> _unreadable = new(StringComparer.Ordinal);

    // Those of plans that this host does not know, which whoever asks for them again need not have told again.
    private readonly ConcurrentDictionary<string, bool> _unknown = new(StringComparer.Ordinal);

    /// <summary>What a run writes through; null where payloads stand as they are.</summary>
    public RecordSeal? SealOf(string id, MoleculePlan plan) =>
        _parts.Protector is { } protector ? new RunSeal(protector, new PayloadOwner(id, plan.Name, plan.Version)) : null;

    private List<RunRecord> Decode(byte[] batch, RunEntry entry) =>
        RecordCodec.Read(batch, new RunSeal(_parts.Protector, new PayloadOwner(entry.Id, entry.Molecule, entry.Version)));

    private async ValueTask<List<RunRecord>> ReadAsync(RunEntry entry)
    {
        var records = new List<RunRecord>();
        foreach (byte[] batch in await Journal.ReadAsync(entry.Id).ConfigureAwait(false))
        {
            records.AddRange(Decode(batch, entry));
        }

        return records;
    }

    // What a run ended by stands in its last record alone. One that cannot be read is told without it.
    private async ValueTask<RunError?> WhyAsync(RunEntry entry)
    {
        if (!entry.IsOver || entry.Status == RunStatus.Completed)
        {
            return null;
        }

        try
        {
            return (await Journal.ReadAsync(entry.Id).ConfigureAwait(false)) is [.., var last] && Decode(last, entry) is [.., { Kind: RecordKind.Ended } end] ? end.Error : null;
        }
        catch (PacketFlowException)
        {
            return null;
        }
    }

    // Another host may be able to read it.
    private async ValueTask MarkUnreadableAsync(string id, Exception damage)
    {
        if (_unreadable.TryAdd(id, true))
        {
            Log.RunDamaged(_parts.Logger, id, damage);
        }

        if (Shared is not { } shared)
        {
            return;
        }

        try
        {
            await shared.ReleaseAsync(id, Epoch).ConfigureAwait(false);

            // What it holds is the journal's to say from now on: whoever ends it tells only that.
            Locks.Forget(id);
        }
        catch (JournalException failure)
        {
            // Then it stays with this host, which gives it up when it is asked for it again, or ends.
            JournalFailed(id, failure);
        }
    }
}
