using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>Long frames and bodies of which only a part comes: what they take together has a bound, and no honest peer meets it.</summary>
public class UnfinishedTests
{
    private const int Limit = 1_200_000;

    [Theory]
    [InlineData("TCP", "PF429 to 0, closed")]
    [InlineData("WebSocket", "PF429 to 0, 1008")]
    [InlineData("WebSocket in parts", "PF429 to 0, 1008")]
    [InlineData("HTTP", "429 in 1 s PF429")]
    public async Task Oldest_is_given_up_when_there_is_no_room_for_all(string way, string told)
    {
        using var log = new ToldLines();
        await using RunningHost host = await StartAsync(log);
        List<LongSender> senders = [];
        try
        {
            int fit = 0;
            do
            {
                senders.Add(await LongSender.ConnectAsync(way, host));
                await senders[^1].BeginAsync();
                fit = senders[0].Fit(Limit);
                await TakenAsync(host, Math.Min(senders.Count, fit) * senders[0].Taken);
            }
            while (senders.Count <= fit);

            (await senders[0].AnswerAsync()).ShouldBe(told);
            foreach (LongSender other in senders.Skip(1))
            {
                await other.EndAsync();
                (await other.AnswerAsync()).ShouldBe("ok");
            }

            await TakenAsync(host, 0);
            log.Of(EventIds.UnfinishedGivenUp).ShouldHaveSingleItem().ShouldContain($" {senders[0].Taken} bytes waited for its rest, and all that do may take {Limit} ");
        }
        finally
        {
            foreach (LongSender sender in senders)
            {
                await sender.DisposeAsync();
            }
        }
    }

    [Theory]
    [InlineData("TCP")]
    [InlineData("WebSocket")]
    [InlineData("WebSocket in parts")]
    public async Task Who_has_finished_and_begun_again_is_not_the_oldest(string way)
    {
        await using RunningHost host = await StartAsync();
        await using LongSender diligent = await LongSender.ConnectAsync(way, host);
        await using LongSender idle = await LongSender.ConnectAsync(way, host);
        int each = idle.Taken;
        await diligent.BeginAsync();
        await TakenAsync(host, each);
        await idle.BeginAsync();
        await TakenAsync(host, 2 * each);
        await diligent.EndAsync();
        (await diligent.AnswerAsync()).ShouldBe("ok");
        await diligent.BeginAsync();
        await TakenAsync(host, 2 * each);
        List<LongSender> others = [];
        for (int i = 2; i <= idle.Fit(Limit); i++)
        {
            others.Add(await LongSender.ConnectAsync(way, host));
            await others[^1].BeginAsync();
            await TakenAsync(host, Math.Min(i + 1, idle.Fit(Limit)) * each);
        }

        (await idle.AnswerAsync()).ShouldStartWith("PF429");
        await diligent.EndAsync();
        (await diligent.AnswerAsync()).ShouldBe("ok");
        others.ForEach(static other => other.DisposeAsync().AsTask().Wait());
    }

    [Fact]
    public async Task Connection_that_ends_amid_a_frame_gives_its_room_back()
    {
        await using RunningHost host = await StartAsync();
        foreach (string way in (string[])["TCP", "WebSocket", "WebSocket in parts", "HTTP"])
        {
            await using (LongSender sender = await LongSender.ConnectAsync(way, host))
            {
                await sender.BeginAsync();
                await TakenAsync(host, sender.Taken);
            }

            await TakenAsync(host, 0);
        }
    }

    [Fact]
    public async Task Long_frame_that_has_come_leaves_no_large_buffer_behind()
    {
        await using RunningHost host = await StartAsync();
        var wire = new ScriptedWire();
        await using ConnectionSet connections = Connections(host);
        Task serving = connections.ServeAsync(wire, new LengthFraming(1024 * 1024), TransportKind.Tcp);
        foreach (byte[] some in Ping(900_000).Chunk(2048))
        {
            await wire.GiveAsync(some);
        }

        wire.LargestRoom.ShouldBeGreaterThan(256 * 1024);
        await wire.SentAsync();
        await wire.GiveAsync([]);
        await serving;
        wire.LastRoom.ShouldBeLessThanOrEqualTo(128 * 1024);
    }

    [Fact]
    public async Task Frame_that_begins_within_the_read_that_ends_another_is_a_younger_one()
    {
        await using RunningHost host = await StartAsync();
        var room = new UnfinishedRoom(new ConnectionSettings { MaxUnfinishedBytes = 5 * 512 * 1024 }, TimeProvider.System, NullLoggerFactory.Instance);
        await using ConnectionSet connections = Connections(host, room);
        ScriptedWire[] wires = [new(), new(), new()];
        Task[] serving = [.. wires.Select(wire => connections.ServeAsync(wire, new LengthFraming(1024 * 1024), TransportKind.Tcp))];
        byte[] two = [.. Ping(600_000), .. Ping(600_000)];
        foreach (ScriptedWire wire in wires.Take(2))
        {
            await GiveAsync(wire, two.AsMemory(0, 540_672));
        }

        await wires[0].GiveAsync(two[540_672..1_000_000]);
        await wires[0].SentAsync();
        await GiveAsync(wires[2], two.AsMemory(0, 540_672));

        await serving[1].WaitAsync(TcpPeer.Patience);
        (wires[0].Closed.IsCompleted, wires[2].Closed.IsCompleted).ShouldBe((false, false));
        wires[0].Close();
        wires[2].Close();
        await Task.WhenAll(serving);
        room.Taken.ShouldBe(0);
    }

    private static Task<RunningHost> StartAsync(ToldLines? log = null) => RunningHost.StartAsync(
        new() { ["PacketFlow:Limits:frame_bytes"] = "300000", ["PacketFlow:Limits:unfinished_bytes"] = $"{Limit}" },
        (services, _) => services.AddSingleton<ILoggerProvider>(log ?? new ToldLines()),
        new EchoHandler(new Element<FlowValue, FlowValue>(AtomGroup.Df, "flow")));

    private static byte[] Ping(int length) => TcpPeer.Frame(PacketCodec.FromJson($$"""{"t":4,"s":1,"pad":"{{new string('x', length)}}"}"""));

    private static async Task GiveAsync(ScriptedWire wire, ReadOnlyMemory<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[2048..])
        {
            await wire.GiveAsync(bytes[..2048].ToArray());
        }
    }

    private static ConnectionSet Connections(RunningHost host, UnfinishedRoom? room = null) => new(
        host.Reactor, new ConnectionSettings(), room ?? host.Services.GetRequiredService<UnfinishedRoom>(), host.Services.GetRequiredService<ReactorMetrics>(), NullLoggerFactory.Instance);

    private static async Task TakenAsync(RunningHost host, long bytes)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (host.Services.GetRequiredService<UnfinishedRoom>().Taken is var taken && taken != bytes)
        {
            if (late.IsCancellationRequested)
            {
                taken.ShouldBe(bytes);
            }

            await Task.Yield();
        }
    }
}
