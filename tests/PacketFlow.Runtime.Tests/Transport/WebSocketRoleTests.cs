using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>Clients mask what they send and servers do not, and each refuses what is not so.</summary>
public class WebSocketRoleTests
{
    private const int MaxMessage = 70_000;

    [Theory]
    [InlineData(0), InlineData(1), InlineData(7), InlineData(125), InlineData(126), InlineData(65535), InlineData(65536)]
    public void What_one_side_writes_the_other_reads_and_its_own_refuses(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        foreach (WebSocketRole writer in (WebSocketRole[])[WebSocketRole.Server, WebSocketRole.Client])
        {
            byte[] frame = Written(writer, content);

            new WebSocketFraming(MaxMessage, writer).Next(frame, new Scratch(), out _, out _, out _).ShouldBe(FrameKind.Fault);
            new WebSocketFraming(MaxMessage, Other(writer)).Next(frame, new Scratch(), out int consumed, out Range place, out _).ShouldBe(FrameKind.Messages);
            consumed.ShouldBe(frame.Length);
            frame.AsSpan(place).SequenceEqual(content).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_client_masks_each_frame_anew()
    {
        byte[] one = Written(WebSocketRole.Client, new byte[64]);
        byte[] other = Written(WebSocketRole.Client, new byte[64]);

        one.AsSpan(2, 4).ToArray().ShouldNotBe(other.AsSpan(2, 4).ToArray());
    }

    [Fact]
    public void A_clients_pong_and_close_are_masked()
    {
        var client = new WebSocketFraming(MaxMessage, WebSocketRole.Client);
        var server = new WebSocketFraming(MaxMessage);
        var sent = new Scratch();

        client.Next([0x89, 2, (byte)'h', (byte)'i'], sent, out _, out _, out _).ShouldBe(FrameKind.Control);
        client.Farewell(sent, CloseReason.Draining);

        var answered = new Scratch();
        byte[] bytes = sent.Written.ToArray();
        server.Next(bytes, answered, out int consumed, out _, out _).ShouldBe(FrameKind.Control);
        bytes.AsSpan(consumed - 2, 2).SequenceEqual("hi"u8).ShouldBeTrue();
        server.Next(bytes.AsSpan(consumed), answered, out _, out _, out _).ShouldBe(FrameKind.Closed);
        answered.Written.ToArray().ShouldBe([0x88, 2, 1001 >> 8, 1001 & 0xFF]);
    }

    private static WebSocketRole Other(WebSocketRole role) => role == WebSocketRole.Client ? WebSocketRole.Server : WebSocketRole.Client;

    private static byte[] Written(WebSocketRole role, ReadOnlySpan<byte> content)
    {
        var framing = new WebSocketFraming(MaxMessage, role);
        var output = new Scratch();
        framing.Begin(output, isText: false);
        content.CopyTo(output.GetSpan(content.Length));
        output.Advance(content.Length);
        framing.End(output, 0, isText: false);
        return output.Written.ToArray();
    }
}
