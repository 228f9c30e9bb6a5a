using Microsoft.Extensions.Logging;

namespace PacketFlow.Observability;

/// <summary>What is configured and worth a second look.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.InsecureListener, LogLevel.Warning, "{Address} can be reached from other machines and asks nobody who he is, since PacketFlow:Security:AllowInsecure is true")]
    public static partial void InsecureListener(ILogger log, string address);

    [LoggerMessage(EventIds.HttpListenIgnored, LogLevel.Information, "The web server listens where it is told to, not at PacketFlow's default {Address}; set PacketFlow:Listen:Http to have both")]
    public static partial void HttpListenIgnored(ILogger log, string address);

    [LoggerMessage(EventIds.ErrorDetailIncluded, LogLevel.Warning, "Callers are told what handlers throw, since PacketFlow:IncludeErrorDetail is true")]
    public static partial void ErrorDetailIncluded(ILogger log);
}
