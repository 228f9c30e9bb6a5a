using Microsoft.Extensions.Logging;

namespace PacketFlow.Observability;

/// <summary>Handlers that err, lanes that are full, and payloads for which there is no room.</summary>
internal static partial class Log
{
    [LoggerMessage(EventIds.HandlerFailed, LogLevel.Error, "The handler of {Element} failed on atom {AtomId}")]
    public static partial void HandlerFailed(ILogger log, string element, LogText atomId, Exception failure);

    [LoggerMessage(EventIds.HostFailed, LogLevel.Error, "An atom of {Element} failed: {Problem} ({Held} more since the last line)")]
    public static partial void HostFailed(ILogger log, string element, LogText problem, long held);

    [LoggerMessage(EventIds.IgnoresToken, LogLevel.Warning, "The handler of {Element} goes on although its atom {AtomId} was answered: after {Seconds} s it has not returned. Does it pass its CancellationToken on? ({Held} more since the last line)")]
    public static partial void IgnoresToken(ILogger log, string element, LogText atomId, double seconds, long held);

    [LoggerMessage(EventIds.HeldItsThread, LogLevel.Warning, "The handler of {Element} held the thread of its connection or its caller; its atoms are queued while it goes on like this ({Held} more since the last line)")]
    public static partial void HeldItsThread(ILogger log, string element, long held);

    [LoggerMessage(EventIds.QueueFull, LogLevel.Warning, "The lane {Group} is full with {Waiting} atoms: PF429 ({Held} more since the last line)")]
    public static partial void QueueFull(ILogger log, string group, int waiting, long held);

    [LoggerMessage(EventIds.NoRoom, LogLevel.Warning, "An atom of {Element} with a payload of {Bytes} bytes found no room: PF429. The payloads of unanswered atoms take {Taken} of {Limit} bytes ({Held} more since the last line). Is there memory for more, raise PacketFlow:Limits:held_bytes")]
    public static partial void NoRoom(ILogger log, string element, int bytes, long taken, long limit, long held);
}
