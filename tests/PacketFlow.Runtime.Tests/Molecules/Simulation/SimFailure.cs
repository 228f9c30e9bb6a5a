namespace PacketFlow.Molecules.Simulation;

/// <summary>An invariant that does not hold.</summary>
public sealed class SimFailure(string message) : Exception(message);
