using System.Globalization;
using PacketFlow.Protocol;

namespace PacketFlow.Client;

/// <summary>The words of what a client finds out by itself.</summary>
internal static class ClientErrors
{
    public static AtomError Disposed { get; } = new(
        ErrorCodes.Unavailable, ErrorCategory.Retryable, "The client was disposed before the atom was sent.");

    public static AtomError NotConnected(string address, string? reason) => new(
        ErrorCodes.Unavailable, ErrorCategory.Retryable, $"No connection to {address}; the atom was not sent.{Because(reason)}");

    public static AtomError NoRoom(int limit) => new(
        ErrorCodes.Unavailable,
        ErrorCategory.Retryable,
        string.Create(CultureInfo.InvariantCulture, $"{limit} atoms were in flight until the atom's time was up; it was not sent. Raise PacketFlowClientOptions.MaxInFlight and the reactor's PacketFlow:Limits:in_flight."));

    public static AtomError SlowPeer(string address) => new(
        ErrorCodes.Unavailable, ErrorCategory.Retryable, $"{address} reads more slowly than is sent to it, and the atom's time was up; it was not sent.");

    public static AtomError TooManyWait(int limit) => new(
        ErrorCodes.Overloaded,
        ErrorCategory.Retryable,
        string.Create(CultureInfo.InvariantCulture, $"{limit} bytes of payloads wait in the client already; it was not sent. Submit less at once, or raise PacketFlowClientOptions.MaxWaitingBytes."),
        TimeSpan.FromSeconds(1));

    public static AtomError LostUnsent(string address, string? reason) => new(
        ErrorCodes.Unavailable, ErrorCategory.Retryable, $"The connection to {address} ended before the atom was sent.{Because(reason)}");

    public static AtomError Lost(string address, bool isIdempotent, string? reason) => new(
        ErrorCodes.OutcomeUnknown, IfRepeatable(isIdempotent), $"The connection to {address} ended after the atom was sent; its outcome is unknown.{Because(reason)}");

    public static AtomError Silent(string address, bool isIdempotent) => new(
        ErrorCodes.TimedOut, IfRepeatable(isIdempotent), $"{address} did not answer within the atom's timeout. SubmitOptions.Timeout asks for a longer one.");

    public static AtomError TooLong(int limit) => new(
        ErrorCodes.TooLarge, ErrorCategory.Fatal, string.Create(CultureInfo.InvariantCulture, $"The message is longer than {limit} bytes; it was not sent. Send less at once, or raise PacketFlowClientOptions.MaxFrameBytes and the reactor's PacketFlow:Limits:frame_bytes."));

    private static ErrorCategory IfRepeatable(bool isIdempotent) => isIdempotent ? ErrorCategory.Retryable : ErrorCategory.Fatal;

    private static string Because(string? reason) => reason is null ? "" : " " + reason;
}
