using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>What happens to an atom between its arrival and its answer, seen from a connection.</summary>
public class InFlightTests
{
    [Fact]
    public async Task Connection_with_too_many_in_flight_is_told_PF429()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:in_flight"] = "1" }, static (_, _) => { }, new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "wait"));
        await gate.Entered;

        await peer.SendRawAsync(TcpPeer.Submit(2, "df", "wait"));

        (await peer.CodeAsync()).ShouldBe("PF429");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Id_in_flight_with_other_content_is_PF409()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "wait"));
        await gate.Entered;

        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "wait", payload: 2));

        (await peer.CodeAsync()).ShouldBe("PF409");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Id_in_flight_is_known_to_atoms_that_would_run_at_once()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new NumberHandler(AtomGroup.Df, "wait", (value, call) => value == 1 ? gate.WaitAsync(value, call) : new(value)));
        await using TcpPeer peer = await host.ConnectAsync();
        for (int i = 0; i < 100; i++)
        {
            await peer.SendRawAsync(TcpPeer.Submit(2, "df", "wait"));
            (await peer.CodeAsync()).ShouldBeNull();
        }

        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "wait"));
        await gate.Entered;
        await peer.SendRawAsync([.. TcpPeer.Submit(1, "df", "wait", payload: 2), .. TcpPeer.Submit(2, "df", "wait")]);

        (await peer.CodeAsync()).ShouldBe("PF409");
        (await peer.CodeAsync()).ShouldBeNull();
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Atom_in_flight_that_is_sent_again_runs_once_and_is_answered_twice()
    {
        var gate = new Gate();
        int runs = 0;
        await using RunningHost host = await RunningHost.StartAsync(
            new NumberHandler(AtomGroup.Df, "wait", (value, call) => Interlocked.Increment(ref runs) > 1 ? new(value) : gate.WaitAsync(value, call)),
            new NumberHandler(AtomGroup.Df, "after", static (value, _) => new(value)));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "wait"));
        await gate.Entered;

        await peer.SendRawAsync([.. TcpPeer.Submit(1, "df", "wait"), .. TcpPeer.Submit(2, "df", "after")]);

        (await peer.ReceiveAsync())!["s"]!.GetValue<int>().ShouldBe(2);
        gate.Open();
        for (int i = 0; i < 2; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }

        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_ends_an_atom_and_what_followed_it()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "wait"));
        await gate.Entered;
        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "wait"));

        await peer.SendAsync("""{"t":8,"s":3,"d":{"atom_id":"1"}}""");

        (await peer.CodeAsync()).ShouldBe("PF499");
        (await peer.CodeAsync()).ShouldBe("PF499");
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task What_a_handler_throws_is_told_where_that_is_asked_for(string asked, bool isTold)
    {
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:IncludeErrorDetail"] = asked },
            static (_, _) => { },
            new NumberHandler(AtomGroup.Df, "fail", static (_, _) => throw new InvalidOperationException("the detail")));
        await using TcpPeer peer = await host.ConnectAsync();

        string message = (string)(await peer.AskAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"fail","d":0}}"""))!["d"]!["message"]!;

        message.Contains("the detail", StringComparison.Ordinal).ShouldBe(isTold);
    }

    [Fact]
    public async Task Request_with_too_many_in_flight_is_told_PF429_for_those()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:in_flight"] = "1" }, static (_, _) => { }, new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        using var http = new HttpClient { BaseAddress = host.Http };
        using var batch = new StringContent(
            """[{"id":"a","group":"df","element":"wait","data":1},{"id":"b","group":"df","element":"wait","data":2}]""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

        Task<HttpResponseMessage> answering = http.PostAsync("/atoms/batch", batch);
        await gate.Entered;
        gate.Open();

        using HttpResponseMessage response = await answering;
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsArray().Select(static answer => $"{answer!["data"]} {answer["error"]?["code"]}").ShouldBe(["1 ", " PF429"]);
    }

    [Fact]
    public async Task Cancel_answers_PF499_and_cancels_the_handlers_token()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "wait"));
        await gate.Entered;

        await peer.SendAsync("""{"t":8,"d":{"atom_id":"1"}}""");

        (await peer.CodeAsync()).ShouldBe("PF499");
        await gate.Cancelled;
    }

    [Fact]
    public async Task Connection_that_is_lost_cancels_its_atoms()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using (TcpPeer peer = await host.ConnectAsync())
        {
            await peer.SendRawAsync(TcpPeer.Submit(1, "df", "wait"));
            await gate.Entered;
        }

        await gate.Cancelled;
    }

    [Fact]
    public async Task Timeout_of_the_atom_is_PF408()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync("""{"t":1,"d":{"id":"a","g":"df","e":"wait","d":0,"t":0.05}}"""))!;

        ((string?)answer["d"]!["code"], (string?)answer["d"]!["category"]).ShouldBe(("PF408", "fatal"));
        await gate.Cancelled;
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData("120", null)]
    [InlineData("121", 120)]
    [InlineData("1e300", 120)]
    public async Task Timeout_above_the_maximum_is_clamped_and_told(string timeout, int? told)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync($$$"""{"t":1,"d":{"id":"a","g":"df","e":"echo","d":0,"t":{{{timeout}}}}}"""))!;

        ((int?)answer["d"]!["timeout"]).ShouldBe(told);
    }

    [Fact]
    public async Task Ttl_that_passes_before_the_start_is_PF004()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "cf", "wait"));
        await gate.Entered;

        await peer.SendRawAsync(TcpPeer.Submit(2, "cf", "wait", "\"ttl\":0.05,"));

        (await peer.CodeAsync()).ShouldBe("PF004");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Drain_answers_PF504_to_what_runs_and_PF503_to_what_waits()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:drain_grace_ms"] = "50" }, static (_, _) => { }, new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();

        // So many that the next would have time to begin, were the first of them ended first.
        await peer.SendRawAsync([.. Enumerable.Range(1, 1000).SelectMany(static i => TcpPeer.Submit(i, "cf", "wait"))]);
        await gate.Entered;
        await peer.AskAsync("""{"t":4,"s":3}""");

        await host.StopAsync();

        var codes = new Dictionary<string, string>();
        while (await peer.ReceiveAsync() is { } answer)
        {
            codes[(string)answer["d"]!["atom_id"]!] = (string)answer["d"]!["code"]!;
        }

        codes.Count.ShouldBe(1000);
        codes.Where(static pair => pair.Value != "PF503").ShouldBe([new("1", "PF504")]);
    }

    [Fact]
    public async Task Drain_lets_what_runs_end()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync), NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "cf", "wait"));
        await gate.Entered;

        Task stopping = host.StopAsync();
        string? code;
        do
        {
            await peer.SendRawAsync(TcpPeer.Submit(2, "df", "echo"));
            code = await peer.CodeAsync();
        }
        while (code is null);

        code.ShouldBe("PF503");
        gate.Open();
        (await peer.CodeAsync()).ShouldBeNull();
        await stopping;
    }
}
