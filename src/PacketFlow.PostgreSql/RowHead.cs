using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>A run's row as its last batch left it: where it is, and what searches look at.</summary>
/// <param name="Key">The row's number.</param>
/// <param name="Status">Where the run stands.</param>
/// <param name="WakeAt">When it must be looked at again.</param>
/// <param name="IsBusy">Whether work of it is under way.</param>
/// <param name="Locks">What it holds.</param>
internal sealed record RowHead(long Key, RunStatus Status, long WakeAt, bool IsBusy, string Locks)
{
    public static RowHead Of(RunEntry entry, long key) => new(key, entry.Status, entry.WakeAt, entry.IsBusy, LocksOf(entry));

    public static string LocksOf(RunEntry entry) => entry.Locks.Count == 0 ? "" : string.Join('\n', entry.Locks);

    /// <summary>Whether a batch leaves it as it is.</summary>
    public bool Stays(RunEntry entry) =>
        !entry.IsOver && entry.Status == Status && entry.WakeAt == WakeAt && entry.IsBusy == IsBusy && LocksOf(entry) == Locks;
}
