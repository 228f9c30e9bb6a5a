namespace PacketFlow.Hosting;

/// <summary>How a gateway chooses among reactors.</summary>
internal enum RoutingKind
{
    /// <summary>By the hash of the atom's id.</summary>
    Hash,

    /// <summary>By the hash, passing over reactors that are loaded.</summary>
    LoadAware,

    /// <summary>By the hash, mixed once more: sequential ids spread evenly.</summary>
    HashMix,

    /// <summary>By rendezvous: few atoms move when a reactor joins or leaves.</summary>
    Rendezvous,

    /// <summary>By affinity, load and latency.</summary>
    Affinity,
}
