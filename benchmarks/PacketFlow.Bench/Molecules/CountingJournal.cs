using PacketFlow.Molecules.Journals;

namespace PacketFlow.Bench;

/// <summary>A journal in memory that says how much it allocated for what it keeps.</summary>
internal sealed class CountingJournal : RunJournal
{
    private readonly MemoryJournal _inner = new();
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ValueTask<AppendOutcome> outcome = _inner.AppendAsync(batch);
        Interlocked.Add(ref _bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        return outcome;
    }

    public override ValueTask<long> OpenAsync(CancellationToken cancellationToken) => _inner.OpenAsync(cancellationToken);

    public override ValueTask<bool> ClaimAsync(string id, long epoch) => _inner.ClaimAsync(id, epoch);

    public override ValueTask<RunEntry?> FindAsync(string id) => _inner.FindAsync(id);

    public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id) => _inner.ReadAsync(id);

    public override ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query) => _inner.ListAsync(query);

    public override ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids) => _inner.DeleteAsync(ids);

    public override ValueTask SavePlanAsync(string fingerprint, string words) => _inner.SavePlanAsync(fingerprint, words);

    public override ValueTask<string?> FindPlanAsync(string fingerprint) => _inner.FindPlanAsync(fingerprint);

    public override ValueTask ForgetDocumentsAsync(string? fingerprint) => _inner.ForgetDocumentsAsync(fingerprint);

    public override ValueTask<IReadOnlyList<PlanUse>> ListPlansInUseAsync() => _inner.ListPlansInUseAsync();

    public override ValueTask<int> DropAsync(PlanUse plan) => _inner.DropAsync(plan);

    public override ValueTask DisposeAsync() => _inner.DisposeAsync();
}
