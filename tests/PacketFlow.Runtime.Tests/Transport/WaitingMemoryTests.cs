using System.Text;

namespace PacketFlow.Transport;

/// <summary>What an atom keeps of memory while it waits: its own bytes, and no more of what they came in.</summary>
[Collection("Memory")]
public class WaitingMemoryTests
{
    private static readonly Element<string, string> Text = new(AtomGroup.Df, "text");

    [Theory]
    [InlineData("TCP")]
    [InlineData("HTTP, JSON")]
    public async Task Atoms_of_a_batch_keep_nothing_of_the_others(string way)
    {
        const int Atoms = 256;
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningHost host = await RunningHost.StartAsync(new TextHandler(Text, open.Task));
        long before = Memory();

        Task<string[]> answers = LargeAtom.AskBatchAsync(way, host, [.. Enumerable.Repeat(3500, Atoms)]);
        await WaitAsync(host, Atoms);
        long kept = Memory() - before;

        open.SetResult();
        (await answers).ShouldAllBe(static told => told == "ok");

        // 3 MB for the bytes and the strings that the handler has of them, the batch several times as the test has it, and buffers; with those before it each would keep 100 MB.
        kept.ShouldBeLessThan(30_000_000);
    }

    [Fact]
    public async Task Request_keeps_nothing_of_a_body_that_is_done_but_for_one_small_atom()
    {
        const int Requests = 32;
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningHost host = await RunningHost.StartAsync(new TextHandler(Text, open.Task));
        using var http = new HttpClient { BaseAddress = host.Http };
        byte[] body = Encoding.UTF8.GetBytes($$"""[{"id":"a","group":"df","element":"none","data":"{{LargeAtom.Letters(1_000_000)}}"},{"id":"b","group":"df","element":"text","data":"x"}]""");
        long before = Memory();

        Task<HttpResponseMessage>[] asked = [.. Enumerable.Range(0, Requests).Select(_ => http.PostAsync("/atoms/batch", new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } }))];
        await WaitAsync(host, Requests);
        long kept = Memory() - before;

        open.SetResult();
        await Task.WhenAll(asked);
        kept.ShouldBeLessThan(Requests * 500_000);
    }

    [Fact]
    public async Task Large_atom_that_is_given_up_leaves_no_bytes_in_its_lane()
    {
        const int Atoms = 32;
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Rm, "wait", gate.WaitAsync));
        await using TcpPeer holder = await host.ConnectAsync();
        await holder.SendRawAsync(TcpPeer.Submit(1, "rm", "wait"));
        await gate.Entered;
        byte[] frame = PacketCodec.FromJson($$$"""{"t":1,"s":2,"d":{"id":"large","t":0.05,"g":"rm","e":"wait","d":"{{{LargeAtom.Letters(500_000)}}}"}}""");
        long before = Memory();

        await using TcpPeer peer = await host.ConnectAsync();
        for (int i = 0; i < Atoms; i++)
        {
            await peer.SendAsync(frame);
            (await peer.CodeAsync()).ShouldBe("PF408");
        }

        long kept = Memory() - before;
        host.Reactor.Lane(AtomGroup.Rm).Waiting.ShouldBe(Atoms);
        host.Reactor.Held.Taken.ShouldBe(0);
        gate.Open();

        // The connection may keep a large buffer, and the pool those that it had.
        kept.ShouldBeLessThan(6_000_000);
    }

    [Fact]
    public async Task Packet_that_came_twice_and_waited_in_vain_leaves_nothing_with_its_connection()
    {
        const int Packets = 64;
        await using RunningHost host = await RunningHost.StartAsync(new TextHandler(Text, Task.CompletedTask));
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        string text = LargeAtom.Letters(500_000);
        long before = Memory();

        for (int i = 0; i < Packets; i++)
        {
            string packet = $$$"""{"type":"submit","seq":1,"payload":{"id":"{{{i}}}","group":"df","element":"text","data":"{{{text}}}","dependencies":["never"],"timeout_ms":50}}""";
            await peer.SendTextAsync(packet);
            await peer.SendTextAsync(packet);
            ((string?)(await peer.ReceiveTextAsync())!["payload"]!["error"]!["code"]).ShouldBe("PF424");
            ((string?)(await peer.ReceiveTextAsync())!["payload"]!["error"]!["code"]).ShouldBe("PF424");
        }

        // The connection may keep a large buffer, and the pool those that it had; all packets would be more than 64 MB.
        (Memory() - before).ShouldBeLessThan(25_000_000);
    }

    [Fact]
    public async Task Trace_context_that_is_none_for_its_length_is_not_kept()
    {
        const int Atoms = 128;
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningHost host = await RunningHost.StartAsync(new TextHandler(Text, open.Task));
        await using TcpPeer peer = await host.ConnectAsync();
        string trace = LargeAtom.Letters(900_000);
        long before = Memory();

        for (int i = 0; i < Atoms; i++)
        {
            await peer.SendAsync($$$"""{"t":1,"s":1,"tp":"{{{trace}}}","d":{"id":"{{{i}}}","g":"df","e":"text","d":"x"}}""");
        }

        await WaitAsync(host, Atoms);
        long kept = Memory() - before;
        open.SetResult();

        // The connection may keep a large buffer, and the pool those that it had; with their traces the atoms would keep 115 MB.
        kept.ShouldBeLessThan(40_000_000);
    }

    private static async Task WaitAsync(RunningHost host, int atoms)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (host.Reactor.InFlight != atoms)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
