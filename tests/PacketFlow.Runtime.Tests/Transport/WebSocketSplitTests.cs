using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>Bytes arrive in parts of any size: what they say does not depend on that.</summary>
public class WebSocketSplitTests
{
    private const int MaxMessage = 70_000;

    private static readonly byte[][] Seeds =
        [.. WebSocketFramingTests.Rows.Select(static row => Convert.FromHexString(row.Data.Item2)).Where(static bytes => bytes.Length < 300)];

    [Fact]
    public void Every_row_is_read_alike_wherever_it_is_split()
    {
        Seeds.Length.ShouldBeGreaterThan(60);
        foreach (byte[] seed in Seeds)
        {
            (string Trace, string Replies) whole = Read(seed, [seed.Length]);
            for (int split = 0; split < seed.Length; split++)
            {
                Read(seed, [split, seed.Length - split]).ShouldBe(whole, $"{Convert.ToHexString(seed)} split at {split}");
            }

            Read(seed, Enumerable.Repeat(1, seed.Length)).ShouldBe(whole, Convert.ToHexString(seed) + " byte by byte");
        }
    }

    [Fact]
    public void Flipped_bytes_are_read_alike_in_any_parts()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. Seeds[random.Next(Seeds.Length)], .. Seeds[random.Next(Seeds.Length)]];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            int split = random.Next(bytes.Length);
            Read(bytes, [split, bytes.Length - split]).ShouldBe(Read(bytes, [bytes.Length]), $"run {i}");
        }
    }

    [Fact]
    public void Fragments_of_one_byte_are_put_together_until_they_are_too_many()
    {
        byte[] fragments =
        [
            .. WebSocketPeer.Frame(0x02, []),
            .. Enumerable.Repeat(WebSocketPeer.Frame(0x00, "x"u8), MaxMessage + 1).SelectMany(static fragment => fragment),
        ];

        Read(fragments, [fragments.Length]).Trace.ShouldEndWith("Control TooLong");
    }

    private static (string Trace, string Replies) Read(ReadOnlySpan<byte> bytes, IEnumerable<int> parts)
    {
        var framing = new WebSocketFraming(MaxMessage);
        var replies = new Scratch();
        var trace = new List<string>();
        byte[] received = [];
        foreach (int part in parts)
        {
            received = [.. received, .. bytes[..part]];
            bytes = bytes[part..];
            int start = 0;
            bool goesOn = Drain(framing, received, ref start, replies, trace);
            received = received[start..];
            if (!goesOn)
            {
                break;
            }
        }

        return (string.Join(' ', trace), Convert.ToHexString(replies.Written));
    }

    private static bool Drain(WebSocketFraming framing, byte[] received, ref int start, Scratch replies, List<string> trace)
    {
        while (true)
        {
            FrameKind kind = framing.Next(received.AsSpan(start), replies, out int consumed, out Range content, out byte[]? gathered);
            ReadOnlySpan<byte> found = (gathered ?? received.AsSpan(start))[content];
            start += consumed;
            switch (kind)
            {
                case FrameKind.Incomplete:
                    return true;
                case FrameKind.Text or FrameKind.Messages:
                    trace.Add($"{kind}:{Convert.ToHexString(found)}");
                    break;
                case FrameKind.Control:
                    trace.Add("Control");
                    break;
                default:
                    trace.Add(kind == FrameKind.Closed ? "Closed" : framing.Fault.ToString());
                    return false;
            }
        }
    }
}
