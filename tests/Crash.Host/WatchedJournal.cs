using PacketFlow.Molecules.Journals;

namespace Crash;

/// <summary>A journal of one host, watched.</summary>
internal sealed class WatchedJournal(RunJournal inner, JournalWatch watch) : RunJournal
{
    public override ValueTask<long> OpenAsync(CancellationToken cancellationToken) => watch.AroundAsync("open", () => inner.OpenAsync(cancellationToken));

    public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch) => watch.AppendAsync(inner, batch);

    public override ValueTask<bool> ClaimAsync(string id, long epoch) => watch.ClaimAsync(inner, id, epoch);

    public override ValueTask<RunEntry?> FindAsync(string id) => inner.FindAsync(id);

    public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id) => watch.ReadAsync(inner, id);

    public override ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query) => inner.ListAsync(query);

    public override ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids) => watch.AroundAsync("delete", () => inner.DeleteAsync(ids));

    public override ValueTask SavePlanAsync(string fingerprint, string words) => watch.AroundAsync("plan", () => inner.SavePlanAsync(fingerprint, words));

    public override ValueTask<string?> FindPlanAsync(string fingerprint) => inner.FindPlanAsync(fingerprint);

    public override ValueTask ForgetDocumentsAsync(string? fingerprint) => watch.AroundAsync("forget", () => inner.ForgetDocumentsAsync(fingerprint));

    public override ValueTask<IReadOnlyList<PlanUse>> ListPlansInUseAsync() => inner.ListPlansInUseAsync();

    public override ValueTask<int> DropAsync(PlanUse plan) => inner.DropAsync(plan);

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
