namespace PacketFlow.Molecules;

/// <summary>The figures of one step.</summary>
internal sealed class StepFigures
{
    private long _done;
    private long _failed;
    private long _milliseconds;

    /// <summary>How many tries gave a result.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>How many tries failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>How long a try took on average.</summary>
    public double MeanMilliseconds => Done + Failed is > 0 and var tries ? Interlocked.Read(ref _milliseconds) / (double)tries : 0;

    public void Add(bool isDone, long milliseconds)
    {
        Interlocked.Increment(ref isDone ? ref _done : ref _failed);
        Interlocked.Add(ref _milliseconds, milliseconds);
    }
}
