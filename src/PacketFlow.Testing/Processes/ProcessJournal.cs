using PacketFlow.Molecules.Journals;

namespace PacketFlow.Testing.Processes;

/// <summary>The journal as one process sees it: when the process is killed, nothing of it arrives and nothing comes back.</summary>
internal sealed class ProcessJournal(RunJournal journal) : RunJournal
{
    private volatile bool _isCut;

    public void Cut() => _isCut = true;

    public override ValueTask<long> OpenAsync(CancellationToken cancellationToken) => _isCut ? Never<long>() : journal.OpenAsync(cancellationToken);

    public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch) => _isCut ? Never<AppendOutcome>() : journal.AppendAsync(batch);

    public override ValueTask<bool> ClaimAsync(string id, long epoch) => _isCut ? Never<bool>() : journal.ClaimAsync(id, epoch);

    public override ValueTask<RunEntry?> FindAsync(string id) => _isCut ? Never<RunEntry?>() : journal.FindAsync(id);

    public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id) => _isCut ? Never<IReadOnlyList<byte[]>>() : journal.ReadAsync(id);

    public override ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query) => _isCut ? Never<IReadOnlyList<RunEntry>>() : journal.ListAsync(query);

    public override ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids) => _isCut ? Never<int>() : journal.DeleteAsync(ids);

    public override ValueTask SavePlanAsync(string fingerprint, string words) => _isCut ? new ValueTask(Never<int>().AsTask()) : journal.SavePlanAsync(fingerprint, words);

    public override ValueTask<string?> FindPlanAsync(string fingerprint) => _isCut ? Never<string?>() : journal.FindPlanAsync(fingerprint);

    public override ValueTask ForgetDocumentsAsync(string? fingerprint) =>
        _isCut ? new ValueTask(Never<int>().AsTask()) : journal.ForgetDocumentsAsync(fingerprint);

    public override ValueTask<IReadOnlyList<PlanUse>> ListPlansInUseAsync() => _isCut ? Never<IReadOnlyList<PlanUse>>() : journal.ListPlansInUseAsync();

    public override ValueTask<int> DropAsync(PlanUse plan) => _isCut ? Never<int>() : journal.DropAsync(plan);

    // The runs outlive the process: the test's host keeps them.
    public override ValueTask DisposeAsync() => default;

    private static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);
}
