using System.Buffers.Binary;
using System.Text;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>The rules of RFC 6455 for frames that a server reads, row by row.</summary>
public class WebSocketFramingTests
{
    private const int MaxMessage = 70_000;

    /// <summary>A name, the frames in hex, and what comes of them.</summary>
    public static TheoryData<string, string, string> Rows => new()
    {
        { "binary", Masked(0x82, "abc"), "Messages:abc" },
        { "text", Masked(0x81, "abc"), "Text:abc" },
        { "empty binary", Masked(0x82, ""), "Messages:" },
        { "empty text", Masked(0x81, ""), "Text:" },
        { "text of several bytes a letter", Masked(0x81, "zł€😀"), "Text:zł€😀" },
        { "binary of 125", Masked(0x82, new string('x', 125)), "Messages:" + new string('x', 125) },
        { "binary of 126", Masked(0x82, new string('x', 126)), "Messages:" + new string('x', 126) },
        { "binary of 65535", Masked(0x82, new string('x', 65535)), "Messages:" + new string('x', 65535) },
        { "binary of 65536", Masked(0x82, new string('x', 65536)), "Messages:" + new string('x', 65536) },
        { "two fragments", Masked(0x02, "ab") + Masked(0x80, "c"), "Control Messages:abc" },
        { "fragments of one byte", Masked(0x01, "a") + Masked(0x00, "b") + Masked(0x80, "c"), "Control Control Text:abc" },
        { "empty fragments", Masked(0x01, "") + Masked(0x00, "") + Masked(0x80, ""), "Control Control Text:" },
        { "letter across fragments", "018100000000C5" + "808100000000" + "82", "Control Text:ł" },
        { "ping between fragments", Masked(0x01, "a") + Masked(0x89, "p") + Masked(0x80, "b"), "Control Control Text:ab" },
        { "ping", Masked(0x89, "hello"), "Control" },
        { "empty ping", Masked(0x89, ""), "Control" },
        { "ping of 125", Masked(0x89, new string('p', 125)), "Control" },
        { "pong that nobody asked for", Masked(0x8A, "x"), "Control" },
        { "close", Masked(0x88, ""), "Closed" },
        { "unmasked text", "8103616263", "Fault:ProtocolFault" },
        { "unmasked ping", "8900", "Fault:ProtocolFault" },
        { "unmasked close", "8800", "Fault:ProtocolFault" },
        { "RSV1", Masked(0xC1, "a"), "Fault:ProtocolFault" },
        { "RSV2", Masked(0xA1, "a"), "Fault:ProtocolFault" },
        { "RSV3", Masked(0x91, "a"), "Fault:ProtocolFault" },
        { "RSV1 on a ping", Masked(0xC9, "a"), "Fault:ProtocolFault" },
        { "opcode 3", Masked(0x83, "a"), "Fault:ProtocolFault" },
        { "opcode 4", Masked(0x84, "a"), "Fault:ProtocolFault" },
        { "opcode 5", Masked(0x85, "a"), "Fault:ProtocolFault" },
        { "opcode 6", Masked(0x86, "a"), "Fault:ProtocolFault" },
        { "opcode 7", Masked(0x87, "a"), "Fault:ProtocolFault" },
        { "opcode 11", Masked(0x8B, ""), "Fault:ProtocolFault" },
        { "opcode 12", Masked(0x8C, ""), "Fault:ProtocolFault" },
        { "opcode 13", Masked(0x8D, ""), "Fault:ProtocolFault" },
        { "opcode 14", Masked(0x8E, ""), "Fault:ProtocolFault" },
        { "opcode 15", Masked(0x8F, ""), "Fault:ProtocolFault" },
        { "ping in fragments", Masked(0x09, "a"), "Fault:ProtocolFault" },
        { "close in fragments", Masked(0x08, ""), "Fault:ProtocolFault" },
        { "ping of 126", Masked(0x89, new string('p', 126)), "Fault:ProtocolFault" },
        { "close of 126", Masked(0x88, "\u0003\u00e8" + new string('p', 126)), "Fault:ProtocolFault" },
        { "ping in a longer head than it needs", "89FE000100000000" + "61", "Fault:ProtocolFault" },
        { "RSV1 on a continuation", Masked(0x01, "a") + Masked(0xC0, "b"), "Control Fault:ProtocolFault" },
        { "unmasked continuation", Masked(0x01, "a") + "800162", "Control Fault:ProtocolFault" },
        { "continuation of nothing", Masked(0x80, "a"), "Fault:ProtocolFault" },
        { "continuation of nothing, not the last", Masked(0x00, "a"), "Fault:ProtocolFault" },
        { "text amid a message", Masked(0x01, "a") + Masked(0x81, "b"), "Control Fault:ProtocolFault" },
        { "binary amid a message", Masked(0x01, "a") + Masked(0x02, "b"), "Control Fault:ProtocolFault" },
        { "continuation after the last", Masked(0x01, "a") + Masked(0x80, "b") + Masked(0x80, "c"), "Control Text:ab Fault:ProtocolFault" },
        { "length of 5 in 16 bits", "82FE000500000000" + "6162636465", "Fault:ProtocolFault" },
        { "length of 125 in 16 bits", "82FE007D00000000", "Fault:ProtocolFault" },
        { "length of 65535 in 64 bits", "82FF000000000000FFFF00000000", "Fault:ProtocolFault" },
        { "length with its top bit", "82FF800000000000000000000000", "Fault:ProtocolFault" },
        { "length of 2^63-1", "82FF7FFFFFFFFFFFFFFF00000000", "Fault:TooLong" },
        { "length of 2^63-1 amid a message", Masked(0x02, "a") + "80FF7FFFFFFFFFFFFFFF00000000", "Control Fault:TooLong" },
        { "length of as much as is allowed", Masked(0x82, new string('x', MaxMessage)), "Messages:" + new string('x', MaxMessage) },
        { "fragments of as much as is allowed", Masked(0x02, new string('x', 40_000)) + Masked(0x80, new string('x', 30_000)), "Control Messages:" + new string('x', MaxMessage) },
        { "length above the limit", "82FF000000000001117100000000", "Fault:TooLong" },
        { "fragments above the limit", Masked(0x02, new string('x', 40_000)) + Masked(0x80, new string('x', 30_001)), "Control Fault:TooLong" },
        { "text that is no UTF-8", "818100000000FF", "Fault:NotText" },
        { "text with half of a letter", "818100000000C5", "Fault:NotText" },
        { "text with an overlong letter", "818200000000C0AF", "Fault:NotText" },
        { "text with a surrogate", "818300000000EDA080", "Fault:NotText" },
        { "text beyond Unicode", "818400000000F4908080", "Fault:NotText" },
        { "half of a letter at the end of fragments", "018100000000C5" + "808000000000", "Control Fault:NotText" },
        { "text with a byte that no letter has", "818200000000FEFE", "Fault:NotText" },
        { "text with a continuation byte alone", "81810000000080", "Fault:NotText" },
        { "text with a letter broken amid", "818300000000E228A1", "Fault:NotText" },
        { "close amid a message", Masked(0x01, "a") + Masked(0x88, ""), "Control Closed" },
        { "frames after close", Masked(0x88, "") + Masked(0x81, "a"), "Closed" },
        { "close of one byte", "88810000000003", "Fault:ProtocolFault" },
        { "close with a reason that is no UTF-8", "88830000000003E8FF", "Fault:NotText" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Frames_give_what_the_rules_say(string name, string hex, string expected) =>
        Read(new WebSocketFraming(MaxMessage), Convert.FromHexString(hex), new Scratch()).ShouldBe(expected, name);

    [Theory]
    [InlineData(0, false)]
    [InlineData(999, false)]
    [InlineData(1000, true)]
    [InlineData(1001, true)]
    [InlineData(1002, true)]
    [InlineData(1003, true)]
    [InlineData(1004, false)]
    [InlineData(1005, false)]
    [InlineData(1006, false)]
    [InlineData(1007, true)]
    [InlineData(1011, true)]
    [InlineData(1014, true)]
    [InlineData(1015, false)]
    [InlineData(1016, false)]
    [InlineData(2999, false)]
    [InlineData(3000, true)]
    [InlineData(4999, true)]
    [InlineData(5000, false)]
    [InlineData(65535, false)]
    public void Close_is_echoed_if_its_code_may_be_sent(int code, bool allowed)
    {
        byte[] payload = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        var replies = new Scratch();

        string outcome = Read(new WebSocketFraming(MaxMessage), WebSocketPeer.Frame(0x88, payload), replies);

        outcome.ShouldBe(allowed ? "Closed" : "Fault:ProtocolFault");
        replies.Written.ToArray().ShouldBe(allowed ? [0x88, 2, .. payload] : []);
    }

    [Fact]
    public void Ping_is_answered_by_a_pong_with_its_content()
    {
        var replies = new Scratch();

        Read(new WebSocketFraming(MaxMessage), WebSocketPeer.Frame(0x89, "hello"u8), replies);

        replies.Written.ToArray().ShouldBe([0x8A, 5, .. "hello"u8]);
    }

    [Fact]
    public void Conversation_split_anywhere_is_the_same()
    {
        byte[] conversation = Convert.FromHexString(
            Masked(0x82, "abc") + Masked(0x01, "zł") + Masked(0x89, "p") + Masked(0x80, "€") + Masked(0x82, new string('x', 200)) + Masked(0x88, ""));
        var whole = new Scratch();
        string expected = Read(new WebSocketFraming(MaxMessage), [.. conversation], whole);

        for (int split = 0; split <= conversation.Length; split++)
        {
            var replies = new Scratch();
            Read(new WebSocketFraming(MaxMessage), [.. conversation], replies, split).ShouldBe(expected, $"split at {split}");
            replies.Written.SequenceEqual(whole.Written).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(0, "8200")]
    [InlineData(125, "827D")]
    [InlineData(126, "827E007E")]
    [InlineData(65535, "827EFFFF")]
    [InlineData(65536, "827F0000000000010000")]
    public void End_writes_the_shortest_head(int length, string head)
    {
        var framing = new WebSocketFraming(MaxMessage);
        var replies = new Scratch();
        framing.Begin(replies, isText: false);
        replies.GetSpan(length)[..length].Fill(7);
        replies.Advance(length);

        framing.End(replies, 0, isText: false);

        Convert.ToHexString(replies.Written[..(head.Length / 2)]).ShouldBe(head);
        replies.Written[(head.Length / 2)..].ToArray().ShouldBe(Enumerable.Repeat((byte)7, length));
    }

    [Theory]
    [InlineData("unmasked", "8103616263", 1002)]
    [InlineData("no UTF-8", "818100000000FF", 1007)]
    [InlineData("too long", "82FF7FFFFFFFFFFFFFFF00000000", 1009)]
    [InlineData("close", "88820000000003E8", 1000)]
    [InlineData("no message", "828100000000C1", 1002)]
    [InlineData("no JSON", "8181000000007B", 1002)]
    public async Task Server_closes_with_the_code_of_the_fault(string name, string hex, int code)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();

        await peer.SendRawAsync(Convert.FromHexString(hex));

        (await peer.CloseCodeAsync()).ShouldBe(code, name);
    }

    [Fact]
    public async Task Messages_back_to_back_in_fragments_of_one_byte_are_all_answered()
    {
        byte[] two =
        [
            .. PacketCodec.FromJson("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"echo","d":3}}"""),
            .. PacketCodec.FromJson("""{"t":1,"s":2,"d":{"id":"b","g":"df","e":"echo","d":3}}"""),
        ];
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();

        for (int i = 0; i < two.Length; i++)
        {
            await peer.SendRawAsync(WebSocketPeer.Frame((i == 0 ? 0x02 : 0) | (i == two.Length - 1 ? 0x80 : 0), two.AsSpan(i, 1)));
        }

        for (int i = 0; i < 2; i++)
        {
            (int first, byte[] payload) = (await peer.ReceiveAsync())!.Value;
            first.ShouldBe(0x82);
            PacketCodec.ToJson(payload).ShouldContain("\"data\":3");
        }
    }

    private static string Masked(int first, string text) => Convert.ToHexString(WebSocketPeer.Frame(first, Encoding.UTF8.GetBytes(text)));

    private static string Read(WebSocketFraming framing, byte[] bytes, Scratch replies, int split = int.MaxValue)
    {
        List<string> seen = [];
        int start = 0;
        foreach (int end in (int[])[Math.Min(split, bytes.Length), bytes.Length])
        {
            while (start < end)
            {
                FrameKind kind = framing.Next(bytes.AsSpan(start, end - start), replies, out int consumed, out Range content, out byte[]? gathered);
                if (kind == FrameKind.Incomplete)
                {
                    break;
                }

                seen.Add(kind switch
                {
                    FrameKind.Messages or FrameKind.Text => $"{kind}:{Encoding.UTF8.GetString((gathered ?? bytes[start..end]).AsSpan(content))}",
                    FrameKind.Fault => $"Fault:{framing.Fault}",
                    _ => kind.ToString(),
                });
                if (kind is FrameKind.Fault or FrameKind.Closed)
                {
                    return string.Join(' ', seen);
                }

                start += consumed;
            }
        }

        return string.Join(' ', seen);
    }
}
