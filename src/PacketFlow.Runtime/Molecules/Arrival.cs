using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>Something that was brought to a run.</summary>
/// <param name="Occurrence">What it is.</param>
/// <param name="Taken">Done when what follows from it is durable; null if nobody waits for that.</param>
internal readonly record struct Arrival(RunOccurrence Occurrence, TaskCompletionSource? Taken);
