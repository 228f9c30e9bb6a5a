using PacketFlow.Molecules.Journals;

namespace Crash;

/// <summary>A journal that several hosts share, watched.</summary>
internal sealed class WatchedSharedJournal : SharedJournal
{
    private readonly SharedJournal _inner;
    private readonly JournalWatch _watch;

    public WatchedSharedJournal(SharedJournal inner, JournalWatch watch)
    {
        (_inner, _watch) = (inner, watch);
        (Lease, Host, Portion) = (inner.Lease, inner.Host, inner.Portion);
        inner.Called = call => Called?.Invoke(call);
    }

    public override ValueTask<long> OpenAsync(CancellationToken cancellationToken) => _watch.AroundAsync("open", () => _inner.OpenAsync(cancellationToken));

    public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch) => _watch.AppendAsync(_inner, batch);

    public override ValueTask<bool> ClaimAsync(string id, long epoch) => _watch.ClaimAsync(_inner, id, epoch);

    public override ValueTask<RunEntry?> FindAsync(string id) => _inner.FindAsync(id);

    public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id) => _watch.ReadAsync(_inner, id);

    public override ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query) => _inner.ListAsync(query);

    public override ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids) => _watch.AroundAsync("delete", () => _inner.DeleteAsync(ids));

    public override ValueTask SavePlanAsync(string fingerprint, string words) => _watch.AroundAsync("plan", () => _inner.SavePlanAsync(fingerprint, words));

    public override ValueTask<string?> FindPlanAsync(string fingerprint) => _inner.FindPlanAsync(fingerprint);

    public override ValueTask ForgetDocumentsAsync(string? fingerprint) => _watch.AroundAsync("forget", () => _inner.ForgetDocumentsAsync(fingerprint));

    public override ValueTask<IReadOnlyList<PlanUse>> ListPlansInUseAsync() => _inner.ListPlansInUseAsync();

    public override ValueTask<int> DropAsync(PlanUse plan) => _inner.DropAsync(plan);

    public override ValueTask<long> BeatAsync(long epoch) => _watch.AroundAsync("beat", () => _inner.BeatAsync(epoch));

    public override ValueTask LeaveAsync(long epoch) => _watch.AroundAsync("leave", () => _inner.LeaveAsync(epoch));

    public override ValueTask CallAsync() => _inner.CallAsync();

    public override ValueTask<IReadOnlyCollection<string>> ListOwnedAsync(IReadOnlyCollection<string> ids, long except) => _inner.ListOwnedAsync(ids, except);

    public override ValueTask<IReadOnlyList<PlanUse>> ListOrphansAsync() => _inner.ListOrphansAsync();

    public override ValueTask<IReadOnlyList<RunEntry>> AdoptAsync(long epoch, IReadOnlyCollection<string> fingerprints, IReadOnlyCollection<string> except, bool isAgain) =>
        _watch.AroundAsync("adopt", () => _inner.AdoptAsync(epoch, fingerprints, except, isAgain));

    public override ValueTask ReleaseAsync(string id, long epoch) => _inner.ReleaseAsync(id, epoch);

    public override ValueTask<bool> TakeLocksAsync(string root, IReadOnlyCollection<string> resources, long epoch) => _inner.TakeLocksAsync(root, resources, epoch);

    public override ValueTask FreeLocksAsync(string root, IReadOnlyCollection<string> resources, long epoch) => _inner.FreeLocksAsync(root, resources, epoch);

    public override ValueTask<long> SendAsync(RunMessage message) => _inner.SendAsync(message);

    public override ValueTask<IReadOnlyList<RunMessage>> ReceiveAsync(long epoch) => _inner.ReceiveAsync(epoch);

    public override ValueTask DoneAsync(RunMessage message) => _inner.DoneAsync(message);

    public override ValueTask RefuseAsync(RunMessage message, string why) => _inner.RefuseAsync(message, why);

    public override ValueTask<(bool IsOpen, string? Refusal)> FindAnswerAsync(long number) => _inner.FindAnswerAsync(number);

    public override ValueTask ForgetAnswerAsync(long number) => _inner.ForgetAnswerAsync(number);

    public override ValueTask DisposeAsync() => _inner.DisposeAsync();
}
