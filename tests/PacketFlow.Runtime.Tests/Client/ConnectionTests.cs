using System.Diagnostics;
using PacketFlow.Observability;
using PacketFlow.Protocol;

namespace PacketFlow.Client;

/// <summary>A client whose peer is silent, talks nonsense, or is gone.</summary>
public sealed partial class ConnectionTests : IDisposable
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
    public async Task More_than_may_wait_is_PF429()
    {
        await using PacketFlowClient client = await ConnectAsync(new PacketFlowClientOptions { MaxInFlight = 1, MaxWaitingBytes = 1000 });
        _ = client.TrySubmitAsync(Ask, 1);
        ValueTask<AtomResult<int>> waiting = client.TrySubmitAsync(Ask, 2);

        PacketFlowException failure = (await client.TrySubmitAsync(Ask, 3)).Error!;

        (failure.Code, failure.Category, failure.RetryAfter).ShouldBe(("PF429", ErrorCategory.Retryable, TimeSpan.FromSeconds(1)));
        waiting.IsCompleted.ShouldBeFalse();
    }

    private async Task<PacketFlowClient> ConnectAsync(PacketFlowClientOptions? options = null)
    {
        PacketFlowClient client = await PacketFlowClient.ConnectAsync(_peer.Address, (options ?? new PacketFlowClientOptions()) with { TimeProvider = _time });
        await _peer.AcceptAsync();
        return client;
    }

    private sealed class Chance(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
