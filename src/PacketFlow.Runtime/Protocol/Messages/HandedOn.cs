namespace PacketFlow.Protocol;

/// <summary>What goes with an atom to a peer that runs it, beside what a handler sees.</summary>
/// <param name="Attempt">The try's number, from engines; zero when nobody said.</param>
/// <param name="TraceParent">The trace context; empty when there is none.</param>
internal readonly record struct HandedOn(int Attempt, byte[] TraceParent);
