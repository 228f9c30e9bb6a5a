using Microsoft.Extensions.Logging;

namespace PacketFlow.Observability;

/// <summary>Peers that come, go and err.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.ConnectionOpened, LogLevel.Debug, "Connection {Connection} opened over {Transport} from {Peer}")]
    public static partial void ConnectionOpened(ILogger log, long connection, TransportKind transport, string peer);

    [LoggerMessage(EventIds.ConnectionClosed, LogLevel.Debug, "Connection {Connection} closed: {Reason}")]
    public static partial void ConnectionClosed(ILogger log, long connection, LogText reason);

    [LoggerMessage(EventIds.ConnectionRefused, LogLevel.Warning, "Connection from {Peer} over {Transport} refused: {Reason} ({Held} more refused since the last line)")]
    public static partial void ConnectionRefused(ILogger log, string peer, TransportKind transport, LogText reason, long held);

    [LoggerMessage(EventIds.ProtocolFault, LogLevel.Warning, "Connection {Connection} sent what is no message of the protocol: {Fault} ({Held} more faults since the last line)")]
    public static partial void ProtocolFault(ILogger log, long connection, LogText fault, long held);

    [LoggerMessage(EventIds.SlowReader, LogLevel.Warning, "Connection {Connection} closed: it left {Bytes} bytes unread ({Held} more since the last line)")]
    public static partial void SlowReader(ILogger log, long connection, long bytes, long held);

    [LoggerMessage(EventIds.ConnectionFailed, LogLevel.Error, "Connection {Connection} ended by a fault of ours")]
    public static partial void ConnectionFailed(ILogger log, long connection, Exception failure);

    [LoggerMessage(EventIds.AcceptFailed, LogLevel.Error, "TCP connections cannot be taken and wait: {Reason} ({Held} more times since the last line). Raise the limit of open files, or lower PacketFlow:Limits:connections")]
    public static partial void AcceptFailed(ILogger log, LogText reason, long held);

    [LoggerMessage(EventIds.UnfinishedGivenUp, LogLevel.Warning, "A frame or body from {Peer} was given up: {Bytes} bytes waited for its rest, and all that do may take {Limit} ({Held} more since the last line). Are the peers honest, raise PacketFlow:Limits:unfinished_bytes")]
    public static partial void UnfinishedGivenUp(ILogger log, string peer, int bytes, int limit, long held);

    [LoggerMessage(EventIds.SlowSender, LogLevel.Warning, "Connection {Connection} from {Peer} closed: it began a frame and did not go on with it ({Held} more since the last line)")]
    public static partial void SlowSender(ILogger log, long connection, string peer, long held);

    [LoggerMessage(EventIds.AcceptResumed, LogLevel.Information, "TCP connections are taken again")]
    public static partial void AcceptResumed(ILogger log);
}
