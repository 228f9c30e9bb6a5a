namespace PacketFlow;

/// <summary>The six groups of the periodic table: what kind of work an element is, and so how a reactor runs it.</summary>
public enum AtomGroup
{
    /// <summary>Control flow: order matters. One at a time per key, in arrival order.</summary>
    Cf,

    /// <summary>Data flow: independent work, on all cores.</summary>
    Df,

    /// <summary>Event driven: low latency, ahead of every other group.</summary>
    Ed,

    /// <summary>Collective: several parties take part.</summary>
    Co,

    /// <summary>Meta-computational: changes the system itself. One at a time per reactor.</summary>
    Mc,

    /// <summary>Resource management: runs under the resource's own lock.</summary>
    Rm,
}
