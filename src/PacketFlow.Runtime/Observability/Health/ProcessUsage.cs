using System.Runtime.Versioning;

namespace PacketFlow.Observability;

/// <summary>What the system says of this process.</summary>
internal sealed class ProcessUsage : IProcessUsage
{
    // There processes cannot be asked for their time; the load is then memory's and the queue's.
    public TimeSpan Processor => IsAsked ? Environment.CpuUsage.TotalTime : TimeSpan.Zero;

    public int Cores => Environment.ProcessorCount;

    public long Memory => Environment.WorkingSet;

    public long MemoryLimit => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    [UnsupportedOSPlatformGuard("ios")]
    [UnsupportedOSPlatformGuard("tvos")]
    private static bool IsAsked => !OperatingSystem.IsIOS() && !OperatingSystem.IsTvOS();
}
