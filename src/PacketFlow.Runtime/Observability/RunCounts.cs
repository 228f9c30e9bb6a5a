namespace PacketFlow.Observability;

/// <summary>What the runs of one molecule were counted to do.</summary>
/// <param name="molecule">The molecule as labels name it.</param>
internal sealed class RunCounts(string molecule)
{
    private const int BegunAt = 0;
    private const int RetriesAt = 1;
    private const int HeldBackAt = 2;
    private const int UndoneAt = 3;
    private const int EndsAt = 4;
    private static readonly int s_triesAt = EndsAt + Enum.GetValues<RunStatus>().Length;

    private readonly StripedCounts _counts = new(s_triesAt + Enum.GetValues<TryOutcome>().Length);

    public string Molecule => molecule;

    public KeyValuePair<string, object?> Tag { get; } = new(Labels.Molecule, molecule);

    public long Begun => _counts.Total(BegunAt);

    public long Retries => _counts.Total(RetriesAt);

    public long HeldBack => _counts.Total(HeldBackAt);

    public long Undone => _counts.Total(UndoneAt);

    public long Ended(RunStatus status) => _counts.Total(EndsAt + (int)status);

    public long Tries(TryOutcome outcome) => _counts.Total(s_triesAt + (int)outcome);

    public void AddBegun() => _counts.Add(BegunAt);

    public void AddRetry() => _counts.Add(RetriesAt);

    public void AddHeldBack() => _counts.Add(HeldBackAt);

    public void AddUndone() => _counts.Add(UndoneAt);

    public void AddEnded(RunStatus status) => _counts.Add(EndsAt + (int)status);

    public void AddTry(TryOutcome outcome) => _counts.Add(s_triesAt + (int)outcome);
}
