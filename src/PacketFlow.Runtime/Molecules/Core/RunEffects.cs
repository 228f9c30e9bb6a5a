namespace PacketFlow.Molecules.Core;

/// <summary>What the core wants done once the records before it are durable.</summary>
internal abstract record RunEffect;

/// <summary>Run one try of a step.</summary>
/// <param name="Step">The step whose result it is.</param>
/// <param name="Index">The item, or -1.</param>
/// <param name="Attempt">Which try it is, from 1.</param>
/// <param name="Acting">The step that runs: the same, or its substitute.</param>
/// <param name="Key">The idempotency key: the same for every try.</param>
/// <param name="Payload">The encoded payload.</param>
/// <param name="RoutingKey">Steps with one key belong on one reactor; null where it does not matter.</param>
internal sealed record StartTry(int Step, int Index, int Attempt, PlanStep Acting, string Key, byte[] Payload, string? RoutingKey) : RunEffect;

/// <summary>End a try early. It still reports how it ended.</summary>
internal sealed record CancelTry(int Step, int Index, int Attempt) : RunEffect;

/// <summary>Ask for the resources of a lock set, in the order in which they stand.</summary>
internal sealed record TakeLocks(int Set, string[] Resources) : RunEffect;

/// <summary>Give the resources of a lock set back.</summary>
internal sealed record FreeLocks(int Set, string[] Resources) : RunEffect;

/// <summary>Tell who waits that the run is over.</summary>
internal sealed record TellEnd(RunStatus Status, byte[]? Output, RunError? Error) : RunEffect;
