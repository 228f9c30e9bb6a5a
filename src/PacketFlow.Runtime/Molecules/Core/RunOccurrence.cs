namespace PacketFlow.Molecules.Core;

/// <summary>What happens to a run from outside. A value, since each step brings some; what the fields mean depends on the kind.</summary>
internal readonly record struct RunOccurrence
{
    private RunOccurrence(OccurrenceKind kind, int step = -1, int index = -1, int attempt = 0) =>
        (Kind, Step, Index, Attempt) = (kind, step, index, attempt);

    public OccurrenceKind Kind { get; }

    /// <summary>The step, or the lock set.</summary>
    public int Step { get; }

    public int Index { get; }

    public int Attempt { get; }

    /// <summary>The input, the result, or what a signal brings.</summary>
    public byte[]? Data { get; private init; }

    public RunError? Error { get; private init; }

    /// <summary>Why somebody wants it.</summary>
    public string Text { get; private init; } = "";

    public static RunOccurrence Tick() => new(OccurrenceKind.Tick);

    public static RunOccurrence Begin(byte[] input) => new(OccurrenceKind.Begin) { Data = input };

    public static RunOccurrence Recover() => new(OccurrenceKind.Recover);

    public static RunOccurrence TryEnded(StartTry start, byte[] output) => TryEnded(start.Step, start.Index, start.Attempt, output, null);

    public static RunOccurrence TryEnded(StartTry start, RunError error) => TryEnded(start.Step, start.Index, start.Attempt, null, error);

    public static RunOccurrence TryEnded(int step, int index, int attempt, byte[]? output, RunError? error) =>
        new(OccurrenceKind.TryEnded, step, index, attempt) { Data = output, Error = error };

    public static RunOccurrence Interrupt(int step, int index, int attempt) => new(OccurrenceKind.Interrupt, step, index, attempt);

    public static RunOccurrence LocksGranted(int set) => new(OccurrenceKind.LocksGranted, set);

    public static RunOccurrence RetryGranted(int step) => new(OccurrenceKind.RetryGranted, step);

    public static RunOccurrence Signal(int step, byte[] payload) => new(OccurrenceKind.Signal, step) { Data = payload };

    public static RunOccurrence Cancel(string reason) => new(OccurrenceKind.Cancel) { Text = reason };

    public static RunOccurrence Resume() => new(OccurrenceKind.Resume);
}
