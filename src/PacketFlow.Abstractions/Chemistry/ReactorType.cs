namespace PacketFlow;

/// <summary>What a reactor is good at. A reactor may be of several types.</summary>
public enum ReactorType
{
    /// <summary><c>cpu_bound</c>: many or fast cores.</summary>
    CpuBound,

    /// <summary><c>memory_bound</c>: much memory, or data close by.</summary>
    MemoryBound,

    /// <summary><c>io_bound</c>: waits for disks and devices.</summary>
    IoBound,

    /// <summary><c>network_bound</c>: waits for other processes.</summary>
    NetworkBound,

    /// <summary><c>general</c>: no specialty; stands in for every other type.</summary>
    General,
}
