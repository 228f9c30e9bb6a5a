namespace PacketFlow.Molecules;

/// <summary>The figures of one step.</summary>
/// <param name="step">The number of the step.</param>
internal sealed class StepFigures(int step)
{
    private long _done;
    private long _failed;
    private long _milliseconds;
    private RetryBudget? _budget;

    /// <summary>How many tries gave a result.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>How many tries failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>How many of its retries may begin. Made when first asked for: most steps need none.</summary>
    public RetryBudget Budget => _budget ?? Interlocked.CompareExchange(ref _budget, new RetryBudget(step, this), null) ?? _budget;

    /// <summary>How long a try took on average.</summary>
    public double MeanMilliseconds => Done + Failed is > 0 and var tries ? Interlocked.Read(ref _milliseconds) / (double)tries : 0;

    public void Add(bool isDone, long milliseconds)
    {
        Interlocked.Increment(ref isDone ? ref _done : ref _failed);
        Interlocked.Add(ref _milliseconds, milliseconds);
    }
}
