namespace PacketFlow;

/// <summary>The four ways in which two steps of a molecule hold together.</summary>
public enum BondKind
{
    /// <summary>Order: the second step starts when the first one's result is recorded.</summary>
    Ionic,

    /// <summary>A shared resource: the two steps run on the same reactor, never at once, and recover together.</summary>
    Covalent,

    /// <summary>Coordination: the two steps run in parallel, under one group, and fail independently.</summary>
    Metallic,

    /// <summary>Closeness: the two steps run on the same reactor if that costs nothing.</summary>
    VanDerWaals,
}
