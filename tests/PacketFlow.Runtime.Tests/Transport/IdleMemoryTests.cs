using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Molecules;

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
        ((await KeptAsync(host)) / Connections).ShouldBeLessThan(Allowed);
    }

    // Where time stands every handler is quick, and its answers are written by the loop of the connection itself.
    [Fact]
    public async Task Connection_keeps_no_long_answer_of_a_quick_handler()
    {
        const int Runs = 40;
        await using RunningHost host = await RunningHost.StartAsync(
            [], static (services, _) => services.AddSingleton<TimeProvider>(new ManualTime()), new TextHandler(Text, Task.CompletedTask));
        await using (TcpPeer first = await host.ConnectAsync())
        {
            for (int i = 0; i < Runs; i++)
            {
                await first.AskAsync($$$"""{"t":1,"s":{{{i}}},"d":{"id":"short{{{i}}}","g":"df","e":"text","d":"x"}}""");
            }
        }

        ((await KeptAsync(host)) / Connections).ShouldBeLessThan(Allowed);
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

    // What the last connections keep together, after a long frame and its answer each.
    private static async Task<long> KeptAsync(RunningHost host)
    {
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

        long kept = Memory() - before;
        peers.ForEach(static peer => peer.DisposeAsync().AsTask().Wait());
        return kept;
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
