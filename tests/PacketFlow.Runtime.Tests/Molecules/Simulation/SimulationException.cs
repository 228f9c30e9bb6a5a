namespace PacketFlow.Molecules.Simulation;

/// <summary>An invariant that does not hold.</summary>
public sealed class SimulationException(string message) : Exception(message);
