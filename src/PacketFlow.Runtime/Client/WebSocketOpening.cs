using System.Globalization;
using System.Text;
using PacketFlow.Protocol;

namespace PacketFlow.Client;

/// <summary>A client's half of the opening handshake of a WebSocket (RFC 6455, section 4.1).</summary>
internal sealed class WebSocketOpening(ServerAddress address, string? bearer)
{
    /// <summary>The head of an answer is shorter; who sends more is no WebSocket.</summary>
    private const int MaxHead = 16 * 1024;

    private readonly string _key = WebSocketHandshake.NewKey();

    /// <summary>Turns a connection into a WebSocket.</summary>
    /// <returns>What the peer has sent behind its answer: the beginning of its first frames.</returns>
    /// <exception cref="PacketFlowException">The peer does not want to, or is no WebSocket.</exception>
    /// <exception cref="IOException">The connection ended.</exception>
    public async Task<ReadOnlyMemory<byte>> RunAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Request), cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        byte[] received = new byte[MaxHead];
        for (int count = 0; count < MaxHead;)
        {
            int read = await stream.ReadAsync(received.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new IOException("The peer ended the connection before it had answered.");
            }

            count += read;
            if (count >= 5 && !received.AsSpan().StartsWith("HTTP/"u8))
            {
                throw Error("The peer does not answer as a web server. Is this the port of its TCP listener? Then write tcp://");
            }

            int end = received.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                Check(Encoding.Latin1.GetString(received, 0, end).Split("\r\n"));
                return received.AsMemory((end + 4)..count);
            }
        }

        throw Error("The head of the answer has no end");
    }

    private string Request =>
        $"GET {address.Target} HTTP/1.1\r\nHost: {address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {_key}\r\nSec-WebSocket-Protocol: {WebSocketHandshake.MessagePackProtocol}\r\n"
        + (bearer is null ? "\r\n" : $"Authorization: Bearer {bearer}\r\n\r\n");

    private void Check(string[] head)
    {
        string status = head[0].Split(' ') is [_, var code, ..] ? code : "";
        if (status != "101")
        {
            throw Refusal(status, Header(head, "Retry-After"));
        }

        if (!string.Equals(Header(head, "Upgrade"), "websocket", StringComparison.OrdinalIgnoreCase)
            || Header(head, "Sec-WebSocket-Accept") != WebSocketHandshake.Accept(_key))
        {
            throw Error("The peer answers 101, but its Upgrade or Sec-WebSocket-Accept is not a WebSocket's");
        }

        if (Header(head, "Sec-WebSocket-Protocol") is { } protocol && protocol != WebSocketHandshake.MessagePackProtocol)
        {
            throw Error($"The peer chose the subprotocol '{protocol}' and not {WebSocketHandshake.MessagePackProtocol}");
        }

        if (Header(head, "Sec-WebSocket-Extensions") is not null)
        {
            throw Error("The peer chose an extension that it was not offered");
        }
    }

    private PacketFlowException Refusal(string status, string? retryAfter) => status switch
    {
        "401" => Error("The peer wants a key: set PacketFlowClientOptions.Key", ErrorCodes.Unauthenticated),
        "403" => Error("The peer does not allow it (403)", ErrorCodes.Forbidden),
        "404" => Error($"There is nothing at {address.Target} (404). PacketFlow's WebSocket is at /packetflow/v1, behind the prefix given to MapPacketFlow"),
        "429" or ['5', ..] => new PacketFlowException(ErrorCodes.Unavailable, ErrorCategory.Retryable, Words($"The peer answers {status}"), Seconds(retryAfter)),
        _ => Error($"The peer answers {status} and not 101: it is no WebSocket"),
    };

    private PacketFlowException Error(string problem, string code = ErrorCodes.NotAMessage) => new(code, ErrorCategory.Fatal, Words(problem));

    private string Words(string problem) => $"No connection to {address.Text}: {problem}.";

    private static string? Header(string[] head, string name)
    {
        foreach (string line in head.AsSpan(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return line[(colon + 1)..].Trim();
            }
        }

        return null;
    }

    private static TimeSpan? Seconds(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
