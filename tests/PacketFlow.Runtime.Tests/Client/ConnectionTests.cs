using System.Diagnostics;
using System.Globalization;
using PacketFlow.Observability;
using PacketFlow.Protocol;

namespace PacketFlow.Client;

/// <summary>A client whose peer is silent, talks nonsense, or is gone.</summary>
public sealed class ConnectionTests : IDisposable
{
    private static readonly Element<int, int> Ask = new(AtomGroup.Df, "ask") { Timeout = TimeSpan.FromSeconds(5) };
    private static readonly Element<int, int> AskAgain = new(AtomGroup.Df, "ask") { Idempotent = true };

    private readonly ScriptedPeer _peer = new();
    private readonly VirtualTime _time = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task Reply_ends_the_atom_of_its_sequence_in_any_order()
    {
        await using PacketFlowClient client = await ConnectAsync();
        ValueTask<int> first = client.SubmitAsync(Ask, 1);
        ValueTask<int> second = client.SubmitAsync(Ask, 2);
        uint one = (await _peer.ReceiveAsync()).Sequence;
        uint two = (await _peer.ReceiveAsync()).Sequence;

        await _peer.ResultAsync(two, 20);
        await _peer.ResultAsync(one, 10);

        (await second).ShouldBe(20);
        (await first).ShouldBe(10);
    }

    [Theory]
    [InlineData(503, "PF503", ErrorCategory.Retryable)]
    [InlineData(404, "PF404", ErrorCategory.Routing)]
    [InlineData(400, "PF400", ErrorCategory.Fatal)]
    public async Task Error_of_a_foreign_peers_number_has_its_category(int code, string expected, ErrorCategory category)
    {
        await using PacketFlowClient client = await ConnectAsync();
        ValueTask<AtomResult<int>> pending = client.TrySubmitAsync(Ask, 1, new SubmitOptions { Id = "a1" });
        await _peer.ErrorAsync((await _peer.ReceiveAsync()).Sequence, code);

        PacketFlowException failure = (await pending).Error!;

        (failure.Code, failure.Category, failure.AtomId).ShouldBe((expected, category, "a1"));
    }

    [Fact]
    public async Task Cancelled_atom_is_cancelled_at_the_peer_and_its_late_reply_reaches_nobody()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { MaxInFlight = 1 });
        using var cancel = new CancellationTokenSource();
        ValueTask<AtomResult<int>> cancelled = client.TrySubmitAsync(Ask, 1, null, cancel.Token);
        ScriptedPeer.Received submit = await _peer.ReceiveAsync();

        await cancel.CancelAsync();

        (await cancelled).Error!.Code.ShouldBe("PF499");
        ScriptedPeer.Received message = await _peer.ReceiveAsync();
        (message.Type, message.AtomId).ShouldBe((MessageType.Cancel, submit.AtomId));

        ValueTask<int> next = client.SubmitAsync(Ask, 2);
        uint sequence = (await _peer.ReceiveAsync()).Sequence;
        await _peer.ResultAsync(submit.Sequence, 10);
        await _peer.ResultAsync(sequence, 20);
        (await next).ShouldBe(20);
    }

    [Fact]
    public async Task Silent_peer_is_PF408_two_seconds_after_the_timeout()
    {
        await using PacketFlowClient client = await ConnectAsync();
        ValueTask<AtomResult<int>> pending = client.TrySubmitAsync(Ask, 1);
        (await _peer.ReceiveAsync()).TimeoutSeconds.ShouldBe(0);

        _time.Advance(TimeSpan.FromSeconds(6.9));
        pending.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.2));

        (await pending).Error!.Code.ShouldBe("PF408");
        (await _peer.ReceiveAsync()).Type.ShouldBe(MessageType.Cancel);
    }

    [Fact]
    public async Task Timeout_of_the_options_is_sent()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { DefaultTimeout = TimeSpan.FromSeconds(3) });

        _ = client.TrySubmitAsync(Ask, 1);
        _ = client.TrySubmitAsync(Ask, 1, new SubmitOptions { Timeout = TimeSpan.FromSeconds(1.5) });

        (await _peer.ReceiveAsync()).TimeoutSeconds.ShouldBe(3);
        (await _peer.ReceiveAsync()).TimeoutSeconds.ShouldBe(1.5);
    }

    [Fact]
    public async Task Lost_connection_is_PF504_for_what_was_sent()
    {
        await using PacketFlowClient client = await ConnectAsync();
        ValueTask<AtomResult<int>> once = client.TrySubmitAsync(Ask, 1);
        ValueTask<AtomResult<int>> repeatable = client.TrySubmitAsync(AskAgain, 1);
        await _peer.ReceiveAsync();
        await _peer.ReceiveAsync();

        _peer.Drop();

        PacketFlowException fatal = (await once).Error!, retryable = (await repeatable).Error!;
        (fatal.Code, fatal.Category).ShouldBe(("PF504", ErrorCategory.Fatal));
        (retryable.Code, retryable.Category).ShouldBe(("PF504", ErrorCategory.Retryable));
    }

    [Fact]
    public async Task Lost_connection_is_made_again_and_what_waits_is_sent_then()
    {
        await using PacketFlowClient client = await ConnectAsync();
        await LoseAsync(client);
        await _time.WaitsAsync(TimeSpan.FromSeconds(1));
        ValueTask<int> waiting = client.SubmitAsync(Ask, 7);

        _time.Advance(TimeSpan.FromSeconds(1.1));
        await _peer.AcceptAsync();
        await _peer.ResultAsync((await _peer.ReceiveAsync()).Sequence, 70);

        (await waiting).ShouldBe(70);
    }

    [Fact]
    public async Task Lost_connection_is_PF503_for_what_waits_longer_than_its_timeout()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { ReconnectDelay = TimeSpan.FromSeconds(30) });
        await LoseAsync(client);
        await _time.WaitsAsync(TimeSpan.FromSeconds(30));
        ValueTask<AtomResult<int>> waiting = client.TrySubmitAsync(Ask, 7);

        _time.Advance(TimeSpan.FromSeconds(5.1));

        PacketFlowException failure = (await waiting).Error!;
        (failure.Code, failure.Category).ShouldBe(("PF503", ErrorCategory.Retryable));
        failure.AtomId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Atom_without_room_waits_for_it()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { MaxInFlight = 1 });
        ValueTask<int> first = client.SubmitAsync(Ask, 1);
        ValueTask<AtomResult<int>> impatient = client.TrySubmitAsync(Ask, 2, new SubmitOptions { Timeout = TimeSpan.FromSeconds(1) });
        ValueTask<int> patient = client.SubmitAsync(Ask, 3);
        uint sequence = (await _peer.ReceiveAsync()).Sequence;

        _time.Advance(TimeSpan.FromSeconds(1.1));
        (await impatient).Error!.Code.ShouldBe("PF503");

        await _peer.ResultAsync(sequence, 10);
        (await first).ShouldBe(10);
        await _peer.ResultAsync((await _peer.ReceiveAsync()).Sequence, 30);
        (await patient).ShouldBe(30);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 1, 0xC1 })]
    [InlineData(new byte[] { 0, 0, 0, 2, 0x81, 0xA1 })]
    [InlineData(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF })]
    public async Task Peer_that_sends_no_message_is_left(byte[] bytes)
    {
        await using PacketFlowClient client = await ConnectAsync();
        ValueTask<AtomResult<int>> pending = client.TrySubmitAsync(Ask, 1);
        await _peer.ReceiveAsync();

        await _peer.SendRawAsync(bytes);

        PacketFlowException failure = (await pending).Error!;
        failure.Code.ShouldBe("PF504");
        failure.Message.ShouldContain("It sent");
        (await _peer.IsClosedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Peers_last_words_are_handed_on()
    {
        await using PacketFlowClient client = await ConnectAsync();
        ValueTask<AtomResult<int>> pending = client.TrySubmitAsync(Ask, 1);
        await _peer.ReceiveAsync();

        await _peer.ErrorAsync(0, "PF002");
        _peer.Drop();

        (await pending).Error!.Message.ShouldEndWith("No.");
    }

    [Fact]
    public async Task Atom_longer_than_a_frame_is_PF413_and_the_connection_stays()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { MaxFrameBytes = 1024 });
        var tell = new Element<string, int>(AtomGroup.Df, "tell");

        (await client.TrySubmitAsync(tell, new string('x', 1024))).Error!.Code.ShouldBe("PF413");

        ValueTask<int> next = client.SubmitAsync(Ask, 1);
        await _peer.ResultAsync((await _peer.ReceiveAsync()).Sequence, 10);
        (await next).ShouldBe(10);
    }

    [Fact]
    public async Task Disposed_client_ends_what_is_on_its_way()
    {
        PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { MaxInFlight = 1 });
        ValueTask<AtomResult<int>> sent = client.TrySubmitAsync(Ask, 1);
        ValueTask<AtomResult<int>> waiting = client.TrySubmitAsync(Ask, 2);
        await _peer.ReceiveAsync();

        await client.DisposeAsync();

        (await sent).Error!.Code.ShouldBe("PF504");
        (await waiting).Error!.Code.ShouldBe("PF503");
        (await client.TrySubmitAsync(Ask, 3)).Error!.Code.ShouldBe("PF503");
        (await _peer.IsClosedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Connect_where_nobody_is_is_PF503()
    {
        string address = _peer.Address;
        _peer.Dispose();

        (await Should.ThrowAsync<PacketFlowException>(() => PacketFlowClient.ConnectAsync(address))).Code.ShouldBe("PF503");
    }

    [Theory]
    [InlineData("127.0.0.1:8444")]
    [InlineData("http://127.0.0.1:8444")]
    [InlineData("tcp://127.0.0.1:8444/path")]
    [InlineData("tcp://127.0.0.1:0")]
    [InlineData("ws://user:secret@127.0.0.1:8443")]
    [InlineData("wss://127.0.0.1:8443/#part")]
    public async Task Connect_to_no_address_says_what_one_is(string address) =>
        (await Should.ThrowAsync<ArgumentException>(() => PacketFlowClient.ConnectAsync(address))).Message.ShouldContain("tcp://host:port");

    [Theory]
    [InlineData("tcp://localhost", "localhost", 8444, null, false)]
    [InlineData("ws://flow.example.org", "flow.example.org", 80, "/packetflow/v1", false)]
    [InlineData("wss://flow.example.org/a/b?c=d", "flow.example.org", 443, "/a/b?c=d", true)]
    [InlineData("ws://[::1]:8443/", "::1", 8443, "/packetflow/v1", false)]
    public void Address_has_its_defaults(string text, string host, int port, string? target, bool isSecure) =>
        ServerAddress.Parse(text).ShouldBe(new ServerAddress(text, host, port, target, isSecure));

    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1.1)]
    public void Backoff_grows_to_its_limit_with_a_tenth_of_jitter(double chance, double factor)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), new Chance(chance));

        foreach (double expected in (double[])[1, 1.6, 2.56, 4.096, 6.5536, 10.48576, 16.777216, 26.8435456, 30, 30])
        {
            backoff.Next().TotalSeconds.ShouldBe(factor * expected, 1e-6);
        }

        backoff.Reset();
        backoff.Next().TotalSeconds.ShouldBe(factor, 1e-6);
    }

    [Fact]
    public async Task Silent_peer_is_pinged_and_given_up_after_three_pings()
    {
        await using PacketFlowClient client = await ConnectAsync();
        for (int i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            (await _peer.ReceiveAsync()).Type.ShouldBe(MessageType.Ping);
        }

        _time.Advance(TimeSpan.FromSeconds(30));

        (await _peer.IsClosedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Peer_that_says_anything_is_kept()
    {
        await using PacketFlowClient client = await ConnectAsync();
        for (int i = 0; i < 8; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            uint ping = (await _peer.ReceiveAsync()).Sequence;
            await _peer.ResultAsync(ping, 0);

            // What comes after it has been read when this is over.
            ValueTask<int> answered = client.SubmitAsync(Ask, i);
            await _peer.ResultAsync((await _peer.ReceiveAsync()).Sequence, i);
            (await answered).ShouldBe(i);
            _time.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task Key_is_the_first_message_and_atoms_follow_when_it_was_taken()
    {
        Task<PacketFlowClient> connecting = PacketFlowClient.ConnectAsync(_peer.Address, new PacketFlowClientOptions { Key = "k1" }, TestContext.Current.CancellationToken);
        await _peer.AcceptAsync();
        ScriptedPeer.Received hello = await _peer.ReceiveAsync();

        (hello.Type, hello.Data["key"].AsString()).ShouldBe((MessageType.Hello, "k1"));
        connecting.IsCompleted.ShouldBeFalse();
        await _peer.ResultAsync(hello.Sequence, 0);
        await (await connecting).DisposeAsync();
    }

    [Fact]
    public async Task Key_that_is_not_taken_is_the_peers_error()
    {
        Task<PacketFlowClient> connecting = PacketFlowClient.ConnectAsync(_peer.Address, new PacketFlowClientOptions { Key = "k1" }, TestContext.Current.CancellationToken);
        await _peer.AcceptAsync();
        await _peer.ErrorAsync((await _peer.ReceiveAsync()).Sequence, "PF401");

        (await Should.ThrowAsync<PacketFlowException>(() => connecting)).Code.ShouldBe("PF401");
        (await _peer.IsClosedAsync()).ShouldBeTrue();
    }

    [Fact]
    public void Key_is_not_in_the_text_of_the_options() => new PacketFlowClientOptions { Key = "secret" }.ToString().ShouldNotContain("secret");

    [Fact]
    public async Task Trace_of_the_caller_is_sent()
    {
        await using PacketFlowClient client = await ConnectAsync();
        using (Activity caller = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            _ = client.TrySubmitAsync(Ask, 1);
            (await _peer.ReceiveAsync()).TraceParent.ShouldContain(caller.TraceId.ToHexString());
        }

        _ = client.TrySubmitAsync(Ask, 2);
        (await _peer.ReceiveAsync()).TraceParent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Batch_goes_in_batch_messages_and_its_replies_are_told_apart_by_their_ids()
    {
        await using PacketFlowClient client = await ConnectAsync();
        Task<List<AtomResult<int>>> pending = CollectAsync(client.SubmitBatchAsync(Ask, [1, 2, 3, 4]));
        List<(uint Sequence, string Id, int Payload)> atoms = await ReceiveBatchAsync(4);
        atoms.Reverse();

        foreach ((uint sequence, string id, int payload) in atoms)
        {
            await (payload == 3 ? _peer.ErrorAsync(sequence, id, "PF500") : _peer.ResultAsync(sequence, id, 10 * payload));
        }

        (await pending).OrderBy(static result => result.Index)
            .Select(static result => result.Error?.Code ?? result.Value.ToString(CultureInfo.InvariantCulture))
            .ShouldBe(["10", "20", "PF500", "40"]);
    }

    [Fact]
    public async Task Batch_that_is_refused_as_a_whole_fails_each_of_its_atoms()
    {
        await using PacketFlowClient client = await ConnectAsync();
        Task<List<AtomResult<int>>> pending = CollectAsync(client.SubmitBatchAsync(Ask, [1, 2, 3]));

        foreach (uint message in (await ReceiveBatchAsync(3)).Select(static atom => atom.Sequence).Distinct())
        {
            await _peer.ErrorAsync(message, "PF413");
        }

        (await pending).Select(static result => result.Error!.Code).ShouldBe(["PF413", "PF413", "PF413"]);
    }

    [Fact]
    public async Task Batch_that_nobody_enumerates_further_is_cancelled_after_it_was_sent()
    {
        await using PacketFlowClient client = await ConnectAsync();
        using var cancel = new CancellationTokenSource();
        Task<List<AtomResult<int>>> pending = CollectAsync(client.SubmitBatchAsync(Ask, [1], null, cancel.Token));

        await cancel.CancelAsync();

        (await pending).Single().Error!.Code.ShouldBe("PF499");
        string id = (await ReceiveBatchAsync(1)).Single().Id;
        ScriptedPeer.Received message = await _peer.ReceiveAsync();
        (message.Type, message.AtomId).ShouldBe((MessageType.Cancel, id));
    }

    [Fact]
    public async Task Batch_does_not_hold_an_atom_until_the_next_payload_is_there()
    {
        await using PacketFlowClient client = await ConnectAsync();
        var answered = new TaskCompletionSource();
        Task<List<AtomResult<int>>> pending = Task.Run(() => CollectAsync(client.SubmitBatchAsync(Ask, Payloads())));
        await _time.WaitsAsync(TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        (uint sequence, string id, _) = (await ReceiveBatchAsync(1)).Single();
        await _peer.ResultAsync(sequence, id, 10);
        answered.SetResult();
        (sequence, id, _) = (await ReceiveBatchAsync(1)).Single();
        await _peer.ResultAsync(sequence, id, 20);

        (await pending).Select(static result => result.Value).ShouldBe([10, 20], ignoreOrder: true);

        IEnumerable<int> Payloads()
        {
            yield return 1;
            answered.Task.Wait();
            yield return 2;
        }
    }

    [Fact]
    public async Task Batch_is_cut_where_a_message_would_grow_too_long()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { MaxFrameBytes = 1024 });
        var tell = new Element<string, int>(AtomGroup.Df, "tell");

        Task<List<AtomResult<int>>> pending = CollectAsync(client.SubmitBatchAsync(tell, [new string('a', 500), new string('b', 500), new string('c', 1024)]));

        (await _peer.ReceiveAsync()).Data.Count.ShouldBe(1);
        (await _peer.ReceiveAsync()).Data.Count.ShouldBe(1);
        _peer.Drop();
        (await pending).Select(static result => (result.Index, result.Error!.Code)).ShouldBe([(0, "PF504"), (1, "PF504"), (2, "PF413")], ignoreOrder: true);
    }

    [Fact]
    public async Task More_than_may_wait_is_PF429()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { MaxInFlight = 1, MaxWaitingBytes = 1000 });
        _ = client.TrySubmitAsync(Ask, 1);
        ValueTask<AtomResult<int>> waiting = client.TrySubmitAsync(Ask, 2);

        PacketFlowException failure = (await client.TrySubmitAsync(Ask, 3)).Error!;

        (failure.Code, failure.Category, failure.RetryAfter).ShouldBe(("PF429", ErrorCategory.Retryable, TimeSpan.FromSeconds(1)));
        waiting.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Lost_and_restored_connections_are_told()
    {
        var lines = new LogLines();
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { LoggerFactory = lines });
        await LoseAsync(client);
        await _time.WaitsAsync(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(1.1));
        await _peer.AcceptAsync();
        ValueTask<int> next = client.SubmitAsync(Ask, 7);
        await _peer.ResultAsync((await _peer.ReceiveAsync()).Sequence, 70);
        await next;

        lines.Events.ShouldBe([EventIds.ClientConnected, EventIds.ClientLost, EventIds.ClientReconnected]);
    }

    private async Task<List<(uint Sequence, string Id, int Payload)>> ReceiveBatchAsync(int count)
    {
        var atoms = new List<(uint, string, int)>();
        while (atoms.Count < count)
        {
            ScriptedPeer.Received message = await _peer.ReceiveAsync();
            message.Type.ShouldBe(MessageType.BatchSubmit);
            for (int i = 0; i < message.Data.Count; i++)
            {
                atoms.Add((message.Sequence, message.Data[i]["id"].AsString(), message.Data[i]["d"].AsInt32()));
            }
        }

        return atoms;
    }

    private static async Task<List<AtomResult<int>>> CollectAsync(IAsyncEnumerable<AtomResult<int>> batch)
    {
        var results = new List<AtomResult<int>>();
        await foreach (AtomResult<int> result in batch)
        {
            results.Add(result);
        }

        return results;
    }

    private async Task<PacketFlowClient> ConnectAsync(PacketFlowClientOptions? options = null)
    {
        PacketFlowClient client = await PacketFlowClient.ConnectAsync(_peer.Address, (options ?? new PacketFlowClientOptions()) with { TimeProvider = _time });
        await _peer.AcceptAsync();
        return client;
    }

    private async Task LoseAsync(PacketFlowClient client)
    {
        ValueTask<AtomResult<int>> pending = client.TrySubmitAsync(Ask, 1);
        await _peer.ReceiveAsync();
        _peer.Drop();
        (await pending).Error!.Code.ShouldBe("PF504");
    }

    private sealed class Chance(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
