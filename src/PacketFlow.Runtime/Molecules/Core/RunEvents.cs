namespace PacketFlow.Molecules.Core;

/// <summary>What happens to a run from outside.</summary>
internal abstract record RunOccurrence;

/// <summary>It begins.</summary>
internal sealed record Begin(byte[] Input) : RunOccurrence;

/// <summary>It was read from the journal by a host that starts.</summary>
internal sealed record Recover : RunOccurrence;

/// <summary>A try ended, with a result or an error.</summary>
internal sealed record TryEnded(int Step, int Index, int Attempt, byte[]? Output, RunError? Error) : RunOccurrence;

/// <summary>The host stops in the middle of a try.</summary>
internal sealed record Interrupt(int Step, int Index, int Attempt) : RunOccurrence;

/// <summary>Time has passed.</summary>
internal sealed record Tick : RunOccurrence;

/// <summary>The resources of a lock set are the run's.</summary>
internal sealed record LocksGranted(int Set) : RunOccurrence;

/// <summary>A signal for a step.</summary>
internal sealed record Signal(int Step, byte[] Payload) : RunOccurrence;

/// <summary>Somebody wants the run to end.</summary>
internal sealed record Cancel(string Reason) : RunOccurrence;

/// <summary>Somebody wants the failed steps tried again.</summary>
internal sealed record Resume : RunOccurrence;
