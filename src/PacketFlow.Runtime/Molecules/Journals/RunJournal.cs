namespace PacketFlow.Molecules.Journals;

/// <summary>
/// Where runs are kept. What <see cref="AppendAsync"/> says is done is durable, whole or not at all. All methods may be called from
/// several threads at once, for one run by one caller at a time.
/// </summary>
internal abstract class RunJournal : IAsyncDisposable
{
    /// <summary>Before the fingerprint of a plan where its document is kept, beside the words of plans.</summary>
    protected const string DocumentKey = "document:";

    /// <summary>What an operator should know of it, once it is open: settings that promise less than they could.</summary>
    public IReadOnlyList<string> Warnings { get; protected set; } = [];

    /// <summary>Whether an append may hold the thread that asks for it, for as long as a disk takes: then it had better not be a caller's.</summary>
    public virtual bool HoldsThreads => false;

    /// <summary>Opens it and makes the caller its owner.</summary>
    /// <returns>The epoch under which the caller writes: higher than all before.</returns>
    /// <exception cref="JournalException">It cannot be used; the message says why and what to do.</exception>
    public abstract ValueTask<long> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes a batch durable. The first batch of a run makes the run. The run uses the batch's entry and its bytes again once it has the
    /// answer, the exception included: a journal copies what it keeps, and looks at neither of them afterwards.
    /// </summary>
    /// <exception cref="JournalException">It could not be written, and nothing was.</exception>
    public abstract ValueTask<AppendOutcome> AppendAsync(RunBatch batch);

    /// <summary>Makes the writer of an epoch the owner of a run; false if a later one owns it, or another that lives.</summary>
    public abstract ValueTask<bool> ClaimAsync(string id, long epoch);

    /// <summary>What is known of a run; null if there is none.</summary>
    public abstract ValueTask<RunEntry?> FindAsync(string id);

    /// <summary>The batches of a run in order; none if there is no such run.</summary>
    /// <exception cref="JournalException">A batch is damaged or missing.</exception>
    public abstract ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id);

    /// <summary>Runs in the order of their ids.</summary>
    public abstract ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query);

    /// <summary>Deletes runs that are over, and those that are steps of them.</summary>
    /// <returns>How many.</returns>
    public abstract ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids);

    /// <summary>Keeps the words of a plan.</summary>
    public abstract ValueTask SavePlanAsync(string fingerprint, string words);

    /// <summary>The words of a plan; null if they were never kept.</summary>
    public abstract ValueTask<string?> FindPlanAsync(string fingerprint);

    /// <summary>The document of a plan; null if no run that goes by it brought one.</summary>
    public ValueTask<string?> FindDocumentAsync(string fingerprint) => FindPlanAsync(DocumentKey + fingerprint);

    /// <summary>Deletes the documents of plans that no run goes by, and their words.</summary>
    /// <param name="fingerprint">Only that plan's; null for all.</param>
    public abstract ValueTask ForgetDocumentsAsync(string? fingerprint);

    /// <summary>The plans that unfinished runs go by.</summary>
    public abstract ValueTask<IReadOnlyList<PlanUse>> ListPlansInUseAsync();

    /// <summary>Deletes the unfinished runs of a plan, and those that are steps of them.</summary>
    /// <returns>How many.</returns>
    public abstract ValueTask<int> DropAsync(PlanUse plan);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
