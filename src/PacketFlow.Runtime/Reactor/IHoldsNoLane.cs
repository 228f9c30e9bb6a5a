namespace PacketFlow.Reactor;

/// <summary>A handler that waits for others, and would keep those of its key from the lane that they need.</summary>
internal interface IHoldsNoLane;
