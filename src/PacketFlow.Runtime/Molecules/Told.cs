using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>What a listener of a run is told.</summary>
/// <param name="Batch">How many batches of the run are durable.</param>
/// <param name="Records">The last batch's records; none with a progress.</param>
/// <param name="Progress">How far a step is, or null.</param>
internal readonly record struct Told(int Batch, RunRecord[] Records, RunEvent? Progress);
