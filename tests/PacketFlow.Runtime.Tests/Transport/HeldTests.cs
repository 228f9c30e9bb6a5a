using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>Large payloads of atoms that wait: what they take together has a bound, small ones pass by it, and all of it is given back.</summary>
public class HeldTests
{
    /// <summary>A text of 100,000 letters: its bytes, the string that it becomes, and what is around that.</summary>
    private const int Each = 100_005 + 32 + 200_000;

    /// <summary>What a packet waits for, of five letters.</summary>
    private const int Dependency = 300 + (2 * 5);

    /// <summary>Three of them fit.</summary>
    private const int Limit = (3 * Each) + 1000;

    private static readonly Element<string, string> Text = new(AtomGroup.Df, "text");
    private static readonly Element<string, string> InOrder = new(AtomGroup.Cf, "text");

    [Theory]
    [InlineData("TCP")]
    [InlineData("WebSocket")]
    [InlineData("WebSocket, JSON")]
    [InlineData("HTTP")]
    [InlineData("HTTP, JSON")]
    public async Task Next_large_one_is_told_PF429_and_small_ones_pass(string way)
    {
        using var log = new ToldLines();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningHost host = await StartAsync(open.Task, log);
        Task<string>[] waiting = [.. Enumerable.Range(0, 3).Select(i => LargeAtom.AskAsync(way, host, $"large{i}", 100_000))];
        await TakenAsync(host, 3 * Each);

        (await LargeAtom.AskAsync(way, host, "next", 100_000)).ShouldBe("PF429 in 1 s");
        Task<string> small = LargeAtom.AskAsync(way, host, "small", 4000);
        await InFlightAsync(host, 4);

        open.SetResult();
        (await Task.WhenAll(waiting)).ShouldBe(["ok", "ok", "ok"]);
        (await small).ShouldBe("ok");
        await TakenAsync(host, 0);
        (await LargeAtom.AskAsync(way, host, "next", 100_000)).ShouldBe("ok");
        await TakenAsync(host, 0);
        log.Of(EventIds.NoRoom).ShouldHaveSingleItem()
            .ShouldContain($"An atom of df:text with a payload of 100005 bytes found no room: PF429. The payloads of unanswered atoms take {3 * Each} of {Limit} bytes");
    }

    [Theory]
    [InlineData("TCP")]
    [InlineData("HTTP, JSON")]
    public async Task Atoms_of_a_batch_are_told_each_for_itself(string way)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningHost host = await StartAsync(open.Task);
        Task<string[]> answers = LargeAtom.AskBatchAsync(way, host, 100_000, 100_000, 100_000, 100_000, 4000);
        await TakenAsync(host, 3 * Each);
        await InFlightAsync(host, 4);

        open.SetResult();

        (await answers).ShouldBe(["ok", "ok", "ok", "PF429 in 1 s", "ok"]);
        await TakenAsync(host, 0);
    }

    [Theory]
    [InlineData("cancelled", "PF499")]
    [InlineData("late", "PF408")]
    [InlineData("expired", "PF004")]
    [InlineData("lost", "closed")]
    [InlineData("shut down", "PF503")]
    public async Task One_that_never_began_gives_its_room_back(string end, string told)
    {
        var gate = new Gate();
        await using RunningHost host = await StartAsync(Task.CompletedTask, log: null, new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "cf", "wait", "\"p\":1,"));
        await gate.Entered;
        string timeout = end == "late" ? "\"t\":0.05," : "";
        string ttl = end == "expired" ? "\"ttl\":0.05," : "";

        await peer.SendAsync($$$"""{"t":1,"s":2,{{{ttl}}}"d":{"id":"large",{{{timeout}}}"g":"cf","e":"text","d":"{{{LargeAtom.Letters(100_000)}}}"}}""");
        if (end is not ("late" or "expired"))
        {
            await TakenAsync(host, Each);
        }

        Task ending = Task.CompletedTask;
        switch (end)
        {
            case "cancelled":
                await peer.SendAsync("""{"t":8,"s":3,"d":{"atom_id":"large"}}""");
                break;
            case "lost":
                await peer.DisposeAsync();
                break;
            case "shut down":
                ending = host.StopAsync();
                break;
        }

        if (end != "lost")
        {
            JsonNode answer = (await peer.ReceiveAsync())!["d"]!;
            if (end == "shut down" && (string?)answer["atom_id"] == "1")
            {
                answer = (await peer.ReceiveAsync())!["d"]!;
            }

            ((string?)answer["atom_id"], (string?)answer["code"]).ShouldBe(("large", told));
        }

        await TakenAsync(host, 0);
        gate.Open();
        await ending;
    }

    [Fact]
    public async Task One_that_finds_its_lane_full_gives_its_room_back()
    {
        var gate = new Gate();
        await using RunningHost host = await StartAsync(Task.CompletedTask, log: null, new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "cf", "wait"));
        await gate.Entered;
        await peer.SendRawAsync([.. Enumerable.Range(2, 8).SelectMany(static i => TcpPeer.Submit(i, "cf", "wait"))]);

        await peer.SendAsync($$$"""{"t":1,"s":20,"d":{"id":"large","g":"cf","e":"text","d":"{{{LargeAtom.Letters(100_000)}}}"}}""");

        (await peer.CodeAsync()).ShouldBe("PF429");
        await TakenAsync(host, 0);
        gate.Open();
    }

    [Fact]
    public async Task Handler_that_goes_on_after_its_answer_still_holds_its_payload()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningHost host = await StartAsync(open.Task);
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync($$$"""{"t":1,"s":2,"d":{"id":"large","t":0.05,"g":"df","e":"text","d":"{{{LargeAtom.Letters(100_000)}}}"}}"""))!;

        ((string?)answer["d"]!["code"]).ShouldBe("PF408");
        host.Reactor.Held.Taken.ShouldBe(Each);
        open.SetResult();
        await TakenAsync(host, 0);
    }

    [Fact]
    public async Task Those_that_wait_for_another_answer_give_their_room_back()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningHost host = await StartAsync(open.Task);
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendAsync(Large("a", "\"k\":\"once\","));
        await peer.SendAsync(Large("b", "\"k\":\"once\","));
        await peer.SendAsync(Large("b", ""));
        await TakenAsync(host, 3 * Each);

        open.SetResult();

        for (int i = 0; i < 3; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }

        await TakenAsync(host, 0);

        static string Large(string id, string key) => $$$"""{"t":1,"s":1,"d":{"id":"{{{id}}}",{{{key}}}"g":"df","e":"text","d":"{{{LargeAtom.Letters(100_000)}}}"}}""";
    }

    [Fact]
    public async Task One_that_waits_for_a_packet_gives_its_room_back()
    {
        await using RunningHost host = await StartAsync(Task.CompletedTask);
        await using (WebSocketPeer peer = await host.ConnectWebSocketAsync())
        {
            await peer.SendTextAsync(Packet("a"));
            await TakenAsync(host, Each + Dependency);
            await peer.SendTextAsync("""{"type":"submit","seq":2,"payload":{"id":"first","group":"df","element":"text","data":"x"}}""");
            await peer.ReceiveTextAsync();
            ((string?)(await peer.ReceiveTextAsync())!["payload"]!["status"]).ShouldBe("success");
            await TakenAsync(host, 0);
            await peer.SendTextAsync(Packet("b").Replace("\"first\"", "\"never\"", StringComparison.Ordinal));
            await TakenAsync(host, Each + Dependency);
        }

        await TakenAsync(host, 0);

        static string Packet(string id) =>
            $$$"""{"type":"submit","seq":1,"payload":{"id":"{{{id}}}","group":"df","element":"text","dependencies":["first"],"data":"{{{LargeAtom.Letters(100_000)}}}"}}""";
    }

    [Fact]
    public async Task What_a_packet_waits_for_counts_with_it()
    {
        const int Ids = 1000, EachId = 300 + (2 * 100);
        await using RunningHost host = await StartAsync(Task.CompletedTask);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        string ids = string.Join(',', Enumerable.Range(0, Ids).Select(static id => $"\"{id:d100}\""));
        string Packet(int number) => $$$"""{"type":"submit","seq":{{{number}}},"payload":{"id":"{{{number}}}","group":"df","element":"text","data":"x","dependencies":[{{{ids}}}]}}""";
        int fit = Limit / (Ids * EachId);
        for (int i = 0; i < fit; i++)
        {
            await peer.SendTextAsync(Packet(i));
        }

        JsonNode refusal = (await peer.AskAsync(Packet(fit)))!;

        ((int)refusal["seq"]!, (string?)refusal["payload"]!["error"]!["code"]).ShouldBe((fit, "PF429"));
        host.Reactor.Held.Taken.ShouldBeInRange(fit * Ids * EachId, Limit);
        await peer.DisposeAsync();
        await TakenAsync(host, 0);
    }

    [Fact]
    public async Task Atoms_of_handlers_are_not_counted()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningHost host = await StartAsync(open.Task);

        Task<string>[] asked = [.. Enumerable.Range(0, 5).Select(_ => host.Client.SubmitAsync(Text, LargeAtom.Letters(100_000)).AsTask())];

        host.Reactor.Held.Taken.ShouldBe(0);
        open.SetResult();
        (await Task.WhenAll(asked)).ShouldAllBe(static text => text.Length == 100_000);
    }

    [Fact]
    public void One_alone_has_room_whatever_it_takes_and_no_other_beside_it()
    {
        var room = new HeldRoom(100);

        room.TryTake(101).ShouldBeTrue();
        room.TryTake(1).ShouldBeFalse();
        room.GiveBack(101);

        room.TryTake(60).ShouldBeTrue();
        room.TryTake(41).ShouldBeFalse();
        room.TryTake(40).ShouldBeTrue();
        room.Taken.ShouldBe(100);
    }

    private static Task<RunningHost> StartAsync(Task open, ToldLines? log = null, params CompilerServices.ElementHandler[] more) => RunningHost.StartAsync(
        new() { ["PacketFlow:Limits:held_bytes"] = $"{Limit}", ["PacketFlow:Limits:lane_queue"] = "8", ["PacketFlow:Limits:drain_grace_ms"] = "50" },
        (services, _) => services.AddSingleton<ILoggerProvider>(log ?? new ToldLines()),
        [new TextHandler(Text, open), new TextHandler(InOrder, open), .. more]);

    private static Task TakenAsync(RunningHost host, long bytes) => UntilAsync(() => host.Reactor.Held.Taken, bytes);

    private static Task InFlightAsync(RunningHost host, int atoms) => UntilAsync(() => host.Reactor.InFlight, atoms);

    private static async Task UntilAsync(Func<long> actual, long expected)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (actual() is var now && now != expected)
        {
            if (late.IsCancellationRequested)
            {
                now.ShouldBe(expected);
            }

            await Task.Yield();
        }
    }
}
