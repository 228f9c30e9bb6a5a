using System.Text;

namespace PacketFlow.Transport;

/// <summary>What a connection keeps of memory when it has done what was long and does nothing now.</summary>
[Collection("Memory")]
public class IdleMemoryTests
{
    /// <summary>So many first: what the process keeps for all of them is there then.</summary>
    private const int First = 8;

    private const int Connections = 64;

    /// <summary>Its large buffer of 128 KiB, and its part of the arrays that each thread of the pool keeps for the next long frame.</summary>
    private const int Allowed = 500 * 1024;

    private static readonly Element<string, string> Text = new(AtomGroup.Df, "text");

    [Fact]
    public async Task Connection_keeps_no_more_than_one_large_buffer_over_TCP()
    {
        await using RunningHost host = await RunningHost.StartAsync(new TextHandler(Text, Task.CompletedTask));
        byte[] frame = TcpPeer.Frame(PacketCodec.FromJson($$$"""{"t":1,"s":1,"d":{"id":"long","g":"df","e":"text","d":"{{{new string('x', 1_000_000)}}}"}}"""));
        List<TcpPeer> peers = [];
        long before = 0;
        for (int i = 0; i < First + Connections; i++)
        {
            before = i == First ? Memory() : before;
            peers.Add(await host.ConnectAsync());
            await peers[^1].SendRawAsync(frame);
            await peers[^1].SkipAsync(1_000_000);
        }

        ((Memory() - before) / Connections).ShouldBeLessThan(Allowed);
        peers.ForEach(static peer => peer.DisposeAsync().AsTask().Wait());
    }

    [Theory]
    [InlineData(0x81)]
    [InlineData(0x82)]
    [InlineData(0x01)]
    public async Task Connection_keeps_no_more_than_one_large_buffer_over_a_WebSocket(int first)
    {
        await using RunningHost host = await RunningHost.StartAsync(new TextHandler(Text, Task.CompletedTask));
        string text = new('x', 1_000_000);
        byte[] message = first == 0x82
            ? PacketCodec.FromJson($$$"""{"t":1,"s":1,"d":{"id":"long","g":"df","e":"text","d":"{{{text}}}"}}""")
            : Encoding.UTF8.GetBytes($$$"""{"type":"submit","seq":1,"payload":{"id":"long","group":"df","element":"text","data":"{{{text}}}"}}""");
        byte[] frames = first == 0x01
            ? [.. WebSocketPeer.Frame(0x01, message.AsSpan(0, 100_000)), .. message[100_000..].Chunk(100_000).SelectMany(static part => WebSocketPeer.Frame(0x00, part)), .. WebSocketPeer.Frame(0x80, [])]
            : WebSocketPeer.Frame(first, message);
        List<WebSocketPeer> peers = [];
        long before = 0;
        for (int i = 0; i < First + Connections; i++)
        {
            before = i == First ? Memory() : before;
            peers.Add(await host.ConnectWebSocketAsync());
            await peers[^1].SendRawAsync(frames);
            await peers[^1].SkipAsync(1_000_000);
        }

        ((Memory() - before) / Connections).ShouldBeLessThan(Allowed);
        peers.ForEach(static peer => peer.DisposeAsync().AsTask().Wait());
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
