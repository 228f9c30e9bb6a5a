using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PacketFlow.Bench;

/// <summary>A ready response for each request with a body.</summary>
internal sealed class HttpEcho : Echo
{
    private static readonly byte[] Packed = Response("application/msgpack", Frames.Results());
    private static readonly byte[] Json = Response("application/json", Frames.ResultsJson());

    public override int Answer(Span<byte> from, Span<byte> to, out int written)
    {
        int at = 0;
        written = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = from[at..];
            int head = rest.IndexOf("\r\n\r\n"u8), length = rest.IndexOf("Content-Length: "u8);
            if (head < 0 || length < 0
                || !Utf8Parser.TryParse(rest[(length + "Content-Length: ".Length)..], out int body, out _)
                || rest.Length < head + 4 + body)
            {
                return at;
            }

            byte[] response = rest[..head].IndexOf("msgpack"u8) >= 0 ? Packed : Json;
            response.CopyTo(to[written..]);
            written += response.Length;
            at += head + 4 + body;
        }
    }

    private static byte[] Response(string format, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: {format}\r\nContent-Length: {body.Length}\r\n\r\n")),
        .. body,
    ];
}
