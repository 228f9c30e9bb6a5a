using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PacketFlow.Bench;

/// <summary>POST /atoms/batch over a connection that is kept.</summary>
internal sealed class HttpWire(string format, Func<string, byte[]> body, byte[] proof, byte[] success) : Wire
{
    public override int AtomsPerRequest => Frames.Batch;

    public override byte[] Proof => proof;

    public override byte[] Request(int connection, int slot, string element)
    {
        byte[] atoms = body(string.Create(CultureInfo.InvariantCulture, $"c{connection}-"));
        string head = $"POST /atoms/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {format}\r\nAccept: {format}\r\n"
            + string.Create(CultureInfo.InvariantCulture, $"Content-Length: {atoms.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. atoms];
    }

    public override void SetSequence(Span<byte> request, uint sequence)
    {
    }

    public override bool TryRead(ReadOnlySpan<byte> from, ref int inFrame, out int consumed, out uint sequence)
    {
        consumed = 0;
        sequence = NoSequence;
        int head = from.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        string headers = Encoding.ASCII.GetString(from[..head]);
        if (!headers.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The server answered: {Encoding.UTF8.GetString(from[..Math.Min(from.Length, 500)])}");
        }

        int end;
        if (headers.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            byte[]? chunks = Unchunk(from, head + 4, out end);
            if (chunks is null)
            {
                return false;
            }

            Check(chunks);
        }
        else
        {
            end = head + 4 + Length(headers);
            if (from.Length < end)
            {
                return false;
            }

            Check(from[head..end]);
        }

        consumed = end;
        return true;
    }

    private void Check(ReadOnlySpan<byte> results)
    {
        int successes = results.Count(success);
        if (successes != Frames.Batch)
        {
            throw new InvalidDataException($"{successes} of {Frames.Batch} atoms succeeded: {Encoding.UTF8.GetString(results[..Math.Min(results.Length, 500)])}");
        }
    }

    private static int Length(string headers)
    {
        const string Name = "Content-Length:";
        int at = headers.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        int end = at < 0 ? -1 : headers.IndexOf('\r', at);
        return at < 0
            ? throw new InvalidDataException($"The response has no length: {headers}")
            : int.Parse(headers.AsSpan()[(at + Name.Length)..(end < 0 ? headers.Length : end)], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    private static byte[]? Unchunk(ReadOnlySpan<byte> from, int at, out int end)
    {
        var body = new List<byte>(from.Length);
        while (at < from.Length && Utf8Parser.TryParse(from[at..], out int length, out int digits, 'x'))
        {
            at += digits + 2;
            end = at + length + 2;
            if (from.Length < end)
            {
                break;
            }

            if (length == 0)
            {
                return [.. body];
            }

            body.AddRange(from.Slice(at, length));
            at = end;
        }

        end = 0;
        return null;
    }
}
