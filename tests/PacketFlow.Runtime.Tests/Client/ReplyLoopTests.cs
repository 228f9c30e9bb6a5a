using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>What a client's connection keeps when it has done what was long.</summary>
public class ReplyLoopTests
{
    [Fact]
    public async Task Long_reply_that_has_come_leaves_no_large_buffer_behind()
    {
        var wire = new ScriptedWire();
        using var connection = new ClientConnection(
            wire, new LengthFraming(1 << 22), default, new WireSettings("tcp://test", new PacketFlowClientOptions { MaxFrameBytes = 1 << 22 }), static _ => { });
        connection.Start();
        foreach (byte[] some in Reply(3_000_000).Chunk(2048))
        {
            await wire.GiveAsync(some);
        }

        wire.LargestRoom.ShouldBeGreaterThan(1024 * 1024);
        await wire.GiveAsync(Reply(10));
        connection.Close();
        await connection.Ended;
        wire.LastRoom.ShouldBe(128 * 1024);
    }

    [Fact]
    public async Task Reply_whose_beginning_came_with_a_long_one_is_read_whole()
    {
        var wire = new ScriptedWire();
        using var connection = new ClientConnection(
            wire, new LengthFraming(1 << 22), default, new WireSettings("tcp://test", new PacketFlowClientOptions { MaxFrameBytes = 1 << 22 }), static _ => { });
        WireCall<int> call = WireCall<int>.Rent(Formatter<int>.Default);
        call.Connection = connection;
        connection.Calls.TryAdd(call, long.MaxValue).ShouldBeTrue();
        connection.Send(call, long.MaxValue, new Submission(AtomGroup.Df, "ask", AtomClient.NoOptions, 0, null), 0, Formatter<int>.Default);
        ValueTask<int> pending = call.Task;
        connection.Start();
        byte[] two = [.. Reply(600_000), .. TcpPeer.Frame(PacketCodec.FromJson($$$"""{"t":2,"s":{{{call.Sequence}}},"d":{"atom_id":"a","data":7}}"""))];
        foreach (byte[] some in two.AsSpan(0, two.Length - 20).ToArray().Chunk(2048))
        {
            await wire.GiveAsync(some);
        }

        await wire.GiveAsync(two[^20..]);
        (await pending).ShouldBe(7);
    }

    // To nobody's atom.
    private static byte[] Reply(int length) => TcpPeer.Frame(PacketCodec.FromJson($$$"""{"t":2,"s":99,"d":{"atom_id":"a","data":"{{{new string('x', length)}}}"}}"""));
}
