namespace PacketFlow.Observability;

/// <summary>
/// What one thread has counted. Only that thread writes, so that counting costs plain additions; whoever reads adds up all threads'.
/// </summary>
internal sealed class AtomCounts
{
    private const int Groups = 6;
    private const int OutcomeKinds = 4;
    private const int ReasonKinds = 8;

    private readonly long[] _outcomes = new long[Groups * OutcomeKinds];
    private readonly long[] _buckets = new long[Groups * DurationBuckets.Count];
    private readonly long[] _nanoseconds = new long[Groups];
    private readonly long[] _rejected = new long[ReasonKinds];
    private readonly long[] _ignoredTokens = new long[Groups];

    public void Ended(AtomGroup group, AtomOutcome outcome, long nanoseconds)
    {
        int lane = (int)group;
        _outcomes[(lane * OutcomeKinds) + (int)outcome]++;
        _buckets[(lane * DurationBuckets.Count) + DurationBuckets.Of(nanoseconds)]++;
        _nanoseconds[lane] += nanoseconds;
    }

    public void Rejected(RejectReason reason) => _rejected[(int)reason]++;

    public void IgnoredToken(AtomGroup group) => _ignoredTokens[(int)group]++;

    public long Outcome(int group, int outcome) => Volatile.Read(ref _outcomes[(group * OutcomeKinds) + outcome]);

    public long Bucket(int group, int bucket) => Volatile.Read(ref _buckets[(group * DurationBuckets.Count) + bucket]);

    public long Nanoseconds(int group) => Volatile.Read(ref _nanoseconds[group]);

    public long Rejections(int reason) => Volatile.Read(ref _rejected[reason]);

    public long IgnoredTokens(int group) => Volatile.Read(ref _ignoredTokens[group]);

    public void Add(AtomCounts other)
    {
        Add(_outcomes, other._outcomes);
        Add(_buckets, other._buckets);
        Add(_nanoseconds, other._nanoseconds);
        Add(_rejected, other._rejected);
        Add(_ignoredTokens, other._ignoredTokens);
    }

    private static void Add(long[] sums, long[] others)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += Volatile.Read(ref others[i]);
        }
    }
}
