namespace PacketFlow;

/// <summary>One fact of a run, as its trace tells it.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What happened.</param>
public sealed record RunEvent(DateTimeOffset At, RunEventKind Kind)
{
    /// <summary>The step, if it was one.</summary>
    public string? Step { get; init; }

    /// <summary>Which item of a step that runs for each.</summary>
    public int? Index { get; init; }

    /// <summary>Which try, from 1; 0 where there was none.</summary>
    public int Attempt { get; init; }

    /// <summary>How far the step says that it is, from 0 to 1, if it says so.</summary>
    public double? Progress { get; init; }

    /// <summary>How the run ended, if it did.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>The code of what went wrong.</summary>
    public string? Code { get; init; }

    /// <summary>What went wrong, in words.</summary>
    public string? Message { get; init; }

    /// <summary>When the next thing happens by itself: the next try, or the end of a wait.</summary>
    public DateTimeOffset? Due { get; init; }
}
