namespace PacketFlow.Peers;

/// <summary>Peers that know the protocol and nothing of ours, each with an encoder that others wrote: all are told the same.</summary>
public sealed class MessagePackPeersTests(QuickStart host)
{
    private const string Answers =
        """
        ping true ok,load,queue
        transform {"output":["A","B"]}
        uppercase "GRÜßE 🧪"
        process_data 79998
        validate {"valid":false}
        notify_users true true
        unknown PF001 routing: No handler for df:nobody.
        misfit PF003 fatal: d.items[1]: expected int32, got another string
        batch n1=2 n2=PF001 n3=6
        reactor 42
        refused 422 fatal: no number
        cancel PF499 fatal true
        """;

    [Theory, InlineData("@msgpack/msgpack"), InlineData("msgpackr"), InlineData("msgpack5")]
    public async Task Node_over_a_WebSocket_is_answered(string encoder)
    {
        await NodePackages.RestoreAsync();

        string printed = await host.RunAsync("node", "node.mjs", encoder, host.WebSocket);

        printed.ShouldBe($"{Answers}\ngarbage PF002 1002");
    }

    [Fact]
    public async Task Python_over_TCP_is_answered()
    {
        string printed = await host.RunAsync(Python.Program, "tcp.py", host.Tcp);

        printed.ShouldBe($"{Answers}\ngarbage PF002 closed");
    }

    [Fact]
    public async Task Peer_that_the_documentation_prints_is_answered()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Tree.Root, "docs", "peers.md"), TestContext.Current.CancellationToken);
        string program = page.Split("```python\n")[1].Split("```")[0].Replace("8444", host.Tcp.Split(':')[1], StringComparison.Ordinal);

        (await host.RunAsync(Python.Program, "-c", program)).ShouldBe("HELLO");
    }
}
