using Microsoft.Extensions.Logging;

namespace PacketFlow.Observability;

/// <summary>The host's start and end.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.HostStarted, LogLevel.Information, "Reactor {Reactor} started with {Elements} elements")]
    public static partial void HostStarted(ILogger log, string reactor, int elements);

    [LoggerMessage(EventIds.Listening, LogLevel.Information, "Listening on {Address}")]
    public static partial void Listening(ILogger log, string address);

    [LoggerMessage(EventIds.HostStopping, LogLevel.Information, "Stopping: no new atoms; {InFlight} in flight have {GraceSeconds} s")]
    public static partial void HostStopping(ILogger log, int inFlight, double graceSeconds);

    [LoggerMessage(EventIds.HostDrained, LogLevel.Information, "Stopped: every atom was answered after {Seconds} s")]
    public static partial void HostDrained(ILogger log, double seconds);

    [LoggerMessage(EventIds.DrainCutShort, LogLevel.Warning, "Stopped: {InFlight} atoms were not done and were answered PF503 or PF504")]
    public static partial void DrainCutShort(ILogger log, int inFlight);
}
