using Microsoft.Extensions.Logging;

namespace PacketFlow.Observability;

/// <summary>A client's connection to its peer.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.ClientConnected, LogLevel.Debug, "Connected to {Address}")]
    public static partial void ClientConnected(ILogger log, string address);

    [LoggerMessage(EventIds.ClientLost, LogLevel.Warning, "The connection to {Address} was lost: {Reason}")]
    public static partial void ClientLost(ILogger log, string address, LogText reason);

    [LoggerMessage(EventIds.ClientReconnected, LogLevel.Information, "Connected to {Address} again after {Seconds} s")]
    public static partial void ClientReconnected(ILogger log, string address, double seconds);

    [LoggerMessage(EventIds.ClientCannotConnect, LogLevel.Warning, "Cannot connect to {Address} yet, the next try is in {Seconds} s: {Reason}")]
    public static partial void ClientCannotConnect(ILogger log, string address, double seconds, LogText reason);

    [LoggerMessage(EventIds.ClientFailed, LogLevel.Error, "The client's connection ended by a fault of ours")]
    public static partial void ClientFailed(ILogger log, Exception failure);
}
