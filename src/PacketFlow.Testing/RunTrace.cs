using System.Collections;

namespace PacketFlow;

/// <summary>What has happened in a run so far, in order.</summary>
public sealed class RunTrace : IReadOnlyList<RunEvent>
{
    private readonly IReadOnlyList<RunEvent> _events;

    internal RunTrace(IReadOnlyList<RunEvent> events) => _events = events;

    /// <inheritdoc/>
    public int Count => _events.Count;

    /// <summary>The steps that are done, undos included, in the order in which they were; one that ran for each item stands here once, when all were.</summary>
    public IReadOnlyList<string> Done => [.. StepsDone().Reverse().Distinct().Reverse()];

    /// <summary>The timers and signals that the run waits for, or waited for when it ended.</summary>
    public IReadOnlyList<string> Waiting =>
        [.. _events.Where(static one => one is { Kind: RunEventKind.Waiting, Step: not null }).Select(static one => one.Step!).Distinct().Where(step => !HasSettled(step))];

    /// <inheritdoc/>
    public RunEvent this[int index] => _events[index];

    /// <summary>How often a step was tried; where it runs for each item, the tries of all items.</summary>
    /// <param name="step">The step's name.</param>
    public int Tries(string step) => _events.Count(one => one.Kind == RunEventKind.StepStarted && one.Step == step && one.Attempt > 0);

    /// <inheritdoc/>
    public IEnumerator<RunEvent> GetEnumerator() => _events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A line for each event: its kind, step, item, code or status.</summary>
    public override string ToString() => string.Join('\n', _events.Select(static one =>
        $"{one.Kind} {one.Step}{(one.Index is { } index ? $"[{index}]" : "")} {one.Code}{one.Status}".Replace("  ", " ", StringComparison.Ordinal).TrimEnd()));

    private IEnumerable<string> StepsDone() => _events.Where(static one => one is { Kind: RunEventKind.StepDone, Step: not null }).Select(static one => one.Step!);

    private bool HasSettled(string step) =>
        _events.Any(one => one.Step == step && one.Kind is RunEventKind.StepDone or RunEventKind.StepFailed or RunEventKind.StepSkipped);
}
