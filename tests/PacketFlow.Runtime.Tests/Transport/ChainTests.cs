using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>Atoms of which each waits for another's end: as many as a connection may have on their way end one after the other, and the process goes on.</summary>
public class ChainTests
{
    private const int Most = 16_384;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Packets_that_wait_each_for_another_end_with_the_first(bool succeeds)
    {
        var gate = new Gate();
        await using RunningHost host = await StartAsync(gate, succeeds);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        await peer.SendRawAsync(WebSocketPeer.Frame(0x81, Encoding.UTF8.GetBytes(Packet(0, "wait", ""))));
        await gate.Entered;
        foreach (int[] some in Enumerable.Range(1, Most - 1).Chunk(1024))
        {
            await peer.SendRawAsync([.. some.SelectMany(static i => WebSocketPeer.Frame(0x81, Encoding.UTF8.GetBytes(Packet(i, "echo", $"\"dependencies\":[\"{i - 1}\"],"))))]);
        }

        await InFlightAsync(host, Most);

        gate.Open();

        var told = new Dictionary<string, string>();
        for (int i = 0; i < Most; i++)
        {
            JsonNode answer = (await peer.ReceiveTextAsync())!["payload"]!;
            told.Add((string)answer["packet_id"]!, (string?)answer["error"]?["code"] ?? "ok");
        }

        told["0"].ShouldBe(succeeds ? "ok" : "SHOP7");
        told.Remove("0");
        told.Values.Distinct().ShouldBe([succeeds ? "ok" : "PF424"]);

        static string Packet(int id, string element, string more) =>
            $$$"""{"type":"submit","seq":{{{id}}},"payload":{"id":"{{{id}}}",{{{more}}}"group":"df","element":"{{{element}}}","data":1,"timeout_ms":100000}}""";
    }

    /// <summary>Each second atom has the id of the one before it, and each other one its idempotency key, which all connections share.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Atoms_that_follow_each_other_by_id_and_by_key_end_with_the_first(bool succeeds)
    {
        var gate = new Gate();
        const int Connections = 4;
        await using RunningHost host = await StartAsync(gate, succeeds);
        List<TcpPeer> peers = [];
        for (int i = 0; i < Connections; i++)
        {
            TcpPeer peer = await host.ConnectAsync();
            peers.Add(peer);
            foreach (int[] some in Enumerable.Range(i * Most, Most).Chunk(1024))
            {
                await peer.SendRawAsync([.. some.SelectMany(Atom)]);
            }

            await InFlightAsync(host, (i + 1) * Most);
        }

        gate.Open();

        foreach (TcpPeer peer in peers)
        {
            for (int i = 0; i < Most; i++)
            {
                (await peer.CodeAsync()).ShouldBe(succeeds ? null : "SHOP7");
            }

            await peer.DisposeAsync();
        }

        static byte[] Atom(int number) => TcpPeer.Frame(PacketCodec.FromJson(
            $$$"""{"t":1,"s":{{{number}}},"d":{"id":"{{{number / 2}}}","k":"{{{(number + 1) / 2}}}","g":"df","e":"wait","d":1,"t":100}}"""));
    }

    private static Task<RunningHost> StartAsync(Gate gate, bool succeeds) => RunningHost.StartAsync(
        new() { ["PacketFlow:Limits:in_flight"] = $"{Most}", ["PacketFlow:Limits:lane_queue"] = $"{Most}", ["PacketFlow:Limits:unsent_bytes"] = "16777216" },
        static (_, _) => { },
        NumberHandler.Echo,
        new NumberHandler(AtomGroup.Df, "wait", async (value, call) =>
        {
            await gate.WaitAsync(value, call);
            return succeeds ? value : throw new PacketFlowException("SHOP7", ErrorCategory.Fatal, "no");
        }));

    private static async Task InFlightAsync(RunningHost host, int atoms)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (host.Reactor.InFlight != atoms)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
