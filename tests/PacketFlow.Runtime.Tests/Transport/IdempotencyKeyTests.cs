using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>Atoms that say by a key that they are the same work.</summary>
public class IdempotencyKeyTests
{
    [Fact]
    public async Task Idempotency_key_is_run_once_and_answered_each_time()
    {
        int runs = 0;
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "count", (_, _) => new(Interlocked.Increment(ref runs))));
        await using TcpPeer peer = await host.ConnectAsync();

        foreach (string id in (string[])["a", "b", "c"])
        {
            JsonNode answer = (await peer.AskAsync($$$"""{"t":1,"s":1,"d":{"id":"{{{id}}}","g":"df","e":"count","d":0,"k":"once"}}"""))!["d"]!;
            ((string?)answer["atom_id"], (int?)answer["data"]).ShouldBe((id, 1));
        }

        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Idempotency_key_says_nothing_to_another_element()
    {
        await using RunningHost host = await RunningHost.StartAsync(
            new NumberHandler(AtomGroup.Df, "one", static (_, _) => new(1)), new NumberHandler(AtomGroup.Df, "two", static (_, _) => new(2)));
        await using TcpPeer peer = await host.ConnectAsync();

        ((int?)(await peer.AskAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"one","d":0,"k":"same"}}"""))!["d"]!["data"]).ShouldBe(1);
        ((int?)(await peer.AskAsync("""{"t":1,"s":2,"d":{"id":"b","g":"df","e":"two","d":0,"k":"same"}}"""))!["d"]!["data"]).ShouldBe(2);
    }

    [Fact]
    public async Task Idempotency_key_of_a_running_atom_gets_its_result_too()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"wait","d":4,"k":"once"}}""");
        await gate.Entered;
        await peer.SendAsync("""{"t":1,"s":2,"d":{"id":"b","g":"df","e":"wait","d":5,"k":"once"}}""");
        await peer.AskAsync("""{"t":4,"s":3}""");

        gate.Open();

        JsonNode[] answers = [(await peer.ReceiveAsync())!, (await peer.ReceiveAsync())!];
        answers.Select(static answer => (int)answer["d"]!["data"]!).ShouldBe([4, 4]);
        answers.Select(static answer => (int)answer["s"]!).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Atom_that_is_sent_again_while_it_waits_for_its_keys_result_is_answered_twice()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"wait","d":4,"k":"once"}}""");
        await gate.Entered;
        await peer.SendAsync("""{"t":1,"s":2,"d":{"id":"b","g":"df","e":"wait","d":4,"k":"once"}}""");
        await peer.SendAsync("""{"t":1,"s":3,"d":{"id":"b","g":"df","e":"wait","d":4}}""");
        await peer.AskAsync("""{"t":4,"s":4}""");

        gate.Open();

        JsonNode[] answers = [(await peer.ReceiveAsync())!, (await peer.ReceiveAsync())!, (await peer.ReceiveAsync())!];
        answers.Select(static answer => (int)answer["d"]!["data"]!).ShouldBe([4, 4, 4]);
        answers.Select(static answer => (int)answer["s"]!).Order().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Idempotency_key_of_a_running_atom_that_fails_fails_with_it_and_runs_when_it_comes_again()
    {
        var gate = new Gate();
        int runs = 0;
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "fail", async (value, call) =>
        {
            if (Interlocked.Increment(ref runs) > 1)
            {
                return 7;
            }

            await gate.WaitAsync(value, call);
            throw new PacketFlowException("SHOP7", ErrorCategory.Fatal, "no");
        }));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"fail","d":4,"k":"once"}}""");
        await gate.Entered;
        await peer.SendAsync("""{"t":1,"s":2,"d":{"id":"b","g":"df","e":"fail","d":4,"k":"once"}}""");
        await peer.AskAsync("""{"t":4,"s":3}""");

        gate.Open();

        (await peer.CodeAsync()).ShouldBe("SHOP7");
        (await peer.CodeAsync()).ShouldBe("SHOP7");
        ((int?)(await peer.AskAsync("""{"t":1,"s":4,"d":{"id":"c","g":"df","e":"fail","d":4,"k":"once"}}"""))!["d"]!["data"]).ShouldBe(7);
        runs.ShouldBe(2);
    }

    [Fact]
    public async Task Idempotency_key_of_an_atom_that_was_sent_again_under_its_id_is_answered_as_well()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"wait","d":4}}""");
        await gate.Entered;
        await peer.SendAsync("""{"t":1,"s":2,"d":{"id":"a","g":"df","e":"wait","d":4,"k":"once"}}""");
        await peer.AskAsync("""{"t":4,"s":3}""");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
        (await peer.CodeAsync()).ShouldBeNull();

        ((int?)(await peer.AskAsync("""{"t":1,"s":4,"d":{"id":"b","g":"df","e":"wait","d":5,"t":5,"k":"once"}}"""))!["d"]!["data"]).ShouldBe(4);
    }
}
