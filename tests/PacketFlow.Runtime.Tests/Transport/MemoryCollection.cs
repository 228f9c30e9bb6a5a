namespace PacketFlow.Transport;

/// <summary>What others allocate meanwhile would count as well.</summary>
[CollectionDefinition("Memory", DisableParallelization = true)]
public class MemoryCollection;
