using PacketFlow.Reactor;
using PacketFlow.Transport;
using static PacketFlow.Protocol.WebSocketFrames;

namespace PacketFlow.Protocol;

public class WebSocketFramingTests
{
    public static TheoryData<string> Names => [.. WebSocketRows.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Frames_are_read_as_the_RFC_says(string name)
    {
        (byte[] bytes, string trace) = WebSocketRows.All[name];

        Feed(bytes, [bytes.Length]).Trace.ShouldBe(trace);
    }

    [Theory, MemberData(nameof(Names))]
    public void Frames_are_read_alike_wherever_they_are_split(string name)
    {
        (byte[] bytes, _) = WebSocketRows.All[name];
        (string trace, byte[] replies) = Feed(bytes, [bytes.Length]);

        // The long ones are all content: only where heads and ends are is a split worth a test.
        IEnumerable<int> splits = bytes.Length < 1000 ? Enumerable.Range(0, bytes.Length) : [1, 2, 3, 9, 13, 14, 15, bytes.Length / 2, bytes.Length - 1];
        foreach (int split in splits)
        {
            (string Trace, byte[] Replies) inTwo = Feed(bytes, [split, bytes.Length - split]);
            inTwo.Trace.ShouldBe(trace, $"split at {split}");
            inTwo.Replies.ShouldBe(replies, $"split at {split}");
        }

        if (bytes.Length < 1000)
        {
            Feed(bytes, Enumerable.Repeat(1, bytes.Length)).Trace.ShouldBe(trace, "byte by byte");
        }
    }

    [Fact]
    public void Every_kind_of_fault_has_its_rows() => WebSocketRows.All.Count.ShouldBeGreaterThan(60);

    [Fact]
    public void Ping_is_answered_with_its_content()
    {
        byte[] ping = Frame(Final | 9, "hi"u8);

        Feed(ping, [ping.Length]).Replies.ShouldBe([0x8A, 2, (byte)'h', (byte)'i']);
    }

    [Fact]
    public void Ping_after_ping_is_answered_each_time()
    {
        byte[] flood = [.. Enumerable.Repeat(Frame(Final | 9, [7]), 1000).SelectMany(static frame => frame)];

        Feed(flood, [flood.Length]).Replies.Length.ShouldBe(3 * 1000);
    }

    [Fact]
    public void Close_is_answered_with_its_code_once()
    {
        byte[] close = Close(3001, "bye"u8.ToArray());
        var framing = new WebSocketFraming(Limit);
        var replies = new Scratch();

        framing.Next(close, replies, out _, out _, out _).ShouldBe(FrameKind.Closed);
        framing.Farewell(replies, CloseReason.PeerLeft);

        replies.Written.ToArray().ShouldBe([0x88, 2, 3001 >> 8, 3001 & 0xFF]);
    }

    [Theory]
    [InlineData(nameof(CloseReason.ProtocolFault), 1002), InlineData(nameof(CloseReason.NotText), 1007), InlineData(nameof(CloseReason.Policy), 1008)]
    [InlineData(nameof(CloseReason.TooLong), 1009), InlineData(nameof(CloseReason.Draining), 1001)]
    public void Farewell_says_why(string reason, int code)
    {
        var replies = new Scratch();

        new WebSocketFraming(Limit).Farewell(replies, Enum.Parse<CloseReason>(reason));

        replies.Written.ToArray().ShouldBe([0x88, 2, (byte)(code >> 8), (byte)code]);
    }

    [Fact]
    public void Parts_of_one_byte_are_put_together_until_they_are_too_many()
    {
        byte[] part = Frame(0, [7]);
        byte[] parts = [.. Frame(2, []), .. Enumerable.Repeat(part, Limit + 1).SelectMany(static frame => frame)];

        string trace = Feed(parts, [parts.Length]).Trace;

        trace.ShouldEndWith("control TooLong");
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(7), InlineData(125), InlineData(126), InlineData(65535), InlineData(65536)]
    public void What_one_side_writes_the_other_reads(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        foreach ((WebSocketRole writer, WebSocketRole reader) in new[] { (WebSocketRole.Server, WebSocketRole.Client), (WebSocketRole.Client, WebSocketRole.Server) })
        {
            byte[] frame = Written(writer, content);

            var framing = new WebSocketFraming(Limit, reader);
            framing.Next(frame, new Scratch(), out int consumed, out Range place, out _).ShouldBe(FrameKind.Messages);
            consumed.ShouldBe(frame.Length);
            frame.AsSpan(place).ToArray().ShouldBe(content);
        }
    }

    [Fact]
    public void A_servers_frame_has_the_shortest_head() => Written(WebSocketRole.Server, [1, 2]).ShouldBe([0x82, 2, 1, 2]);

    [Fact]
    public void A_client_masks_each_frame_anew()
    {
        byte[] one = Written(WebSocketRole.Client, new byte[64]), other = Written(WebSocketRole.Client, new byte[64]);

        one.AsSpan(2, 4).ToArray().ShouldNotBe(other.AsSpan(2, 4).ToArray());
        Feed(one, [one.Length], WebSocketRole.Client).Trace.ShouldBe("ProtocolFault", "only a server may leave out the mask");
    }

    [Fact]
    public void Frames_with_flipped_bytes_are_read_alike_in_any_parts()
    {
        var random = new Random(1);
        byte[][] seeds = [.. WebSocketRows.All.Values.Select(static row => row.Bytes).Where(static bytes => bytes.Length < 200)];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. seeds[random.Next(seeds.Length)], .. seeds[random.Next(seeds.Length)]];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            int split = random.Next(bytes.Length);
            Feed(bytes, [split, bytes.Length - split]).Trace.ShouldBe(Feed(bytes, [bytes.Length]).Trace, $"run {i}");
        }
    }

    private static byte[] Written(WebSocketRole role, ReadOnlySpan<byte> content)
    {
        var framing = new WebSocketFraming(Limit, role);
        var output = new Scratch();
        framing.Begin(output, isText: false);
        content.CopyTo(output.GetSpan(content.Length));
        output.Advance(content.Length);
        framing.End(output, 0, isText: false);
        return output.Written.ToArray();
    }
}
