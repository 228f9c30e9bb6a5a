namespace PacketFlow.Observability;

/// <summary>What this process has used.</summary>
internal interface IProcessUsage
{
    /// <summary>The processor time since it began, over all cores.</summary>
    TimeSpan Processor { get; }

    int Cores { get; }

    /// <summary>The bytes it holds.</summary>
    long Memory { get; }

    /// <summary>The bytes it may hold: the container's limit or the machine's.</summary>
    long MemoryLimit { get; }
}
