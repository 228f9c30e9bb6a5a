using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Does what a journal does, but for what a test has it do instead.</summary>
internal abstract class OtherJournal(RunJournal inner) : RunJournal
{
    public override ValueTask<long> OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch) => inner.AppendAsync(batch);

    public override ValueTask<bool> ClaimAsync(string id, long epoch) => inner.ClaimAsync(id, epoch);

    public override ValueTask<RunEntry?> FindAsync(string id) => inner.FindAsync(id);

    public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id) => inner.ReadAsync(id);

    public override ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query) => inner.ListAsync(query);

    public override ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids) => inner.DeleteAsync(ids);

    public override ValueTask SavePlanAsync(string fingerprint, string words) => inner.SavePlanAsync(fingerprint, words);

    public override ValueTask<string?> FindPlanAsync(string fingerprint) => inner.FindPlanAsync(fingerprint);

    public override ValueTask ForgetDocumentsAsync(string? fingerprint) => inner.ForgetDocumentsAsync(fingerprint);

    public override ValueTask<IReadOnlyList<PlanUse>> ListPlansInUseAsync() => inner.ListPlansInUseAsync();

    public override ValueTask<int> DropAsync(PlanUse plan) => inner.DropAsync(plan);

    public override ValueTask DisposeAsync() => default;
}
