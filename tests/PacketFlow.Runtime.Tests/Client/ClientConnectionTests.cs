using PacketFlow.Observability;
using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>A connection whose bytes a test holds in its hands.</summary>
public sealed class ClientConnectionTests : IDisposable
{
    private readonly HeldWire _wire = new();
    private readonly LogLines _log = new();
    private readonly ClientConnection _connection;

    public ClientConnectionTests() => _connection = new ClientConnection(
        _wire, new LengthFraming(1 << 22), default, new WireSettings("tcp://test", new PacketFlowClientOptions { LoggerFactory = _log, MaxFrameBytes = 1 << 22 }), static _ => { });

    public void Dispose()
    {
        _connection.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Lost_connection_is_PF504_for_what_was_handed_on_and_PF503_for_what_was_not()
    {
        _connection.Start();
        ValueTask<int> handedOn = Send(new byte[10], batch: null);
        ValueTask<int> waiting = Send(new byte[10], batch: null);

        _connection.Close("It is over.");

        (await Should.ThrowAsync<PacketFlowException>(async () => await handedOn)).Code.ShouldBe("PF504");
        PacketFlowException unsent = await Should.ThrowAsync<PacketFlowException>(async () => await waiting);
        (unsent.Code, unsent.Category).ShouldBe(("PF503", ErrorCategory.Retryable));
        await _connection.Ended;
    }

    [Fact]
    public async Task Lost_connection_is_PF503_for_the_atoms_of_a_batch_that_was_not_handed_on()
    {
        _connection.Start();
        ValueTask<int> handedOn = Send(new byte[10], batch: null);
        ValueTask<int> batched = Send(new byte[10], new WireBatch(null!, TimeProvider.System, AtomClient.NoOptions));

        _connection.Close("It is over.");

        (await Should.ThrowAsync<PacketFlowException>(async () => await handedOn)).Code.ShouldBe("PF504");
        (await Should.ThrowAsync<PacketFlowException>(async () => await batched)).Code.ShouldBe("PF503");
    }

    [Fact]
    public void Peer_that_does_not_read_makes_the_connection_crowded()
    {
        _connection.Start();
        _ = Send(new byte[1_500_000], batch: null);
        _connection.IsCrowded.ShouldBeFalse();

        _ = Send(new byte[1_500_000], batch: null);

        _connection.IsCrowded.ShouldBeTrue();
        _connection.Close();
        _connection.IsCrowded.ShouldBeFalse();
    }

    [Fact]
    public async Task Fault_of_the_loop_is_told_and_ends_the_connection()
    {
        ValueTask<int> pending = Send(new byte[10], batch: null);
        _connection.Start();

        _wire.Received.SetException(new ArithmeticException("A fault."));

        await _connection.Ended;
        (await Should.ThrowAsync<PacketFlowException>(async () => await pending)).Message.ShouldContain("A fault.");
        _log.Events.ShouldBe([EventIds.ClientFailed]);
    }

    private ValueTask<int> Send(byte[] payload, WireBatch? batch)
    {
        WireCall<int> call = WireCall<int>.Rent(Formatter<int>.Default);
        call.Connection = _connection;
        _connection.Calls.TryAdd(call, long.MaxValue).ShouldBeTrue();
        _connection.Send(call, long.MaxValue, new Submission(AtomGroup.Df, "ask", AtomClient.NoOptions, 0, batch), payload, Formatter<byte[]>.Default);
        return call.Task;
    }

    /// <summary>Takes what it is given and never sends it.</summary>
    private sealed class HeldWire : Wire
    {
        private readonly TaskCompletionSource _sent = new();

        public TaskCompletionSource<int> Received { get; } = new();

        public override string Peer => "test";

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => new(Received.Task);

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => new(_sent.Task);

        public override void Close()
        {
            Received.TrySetResult(0);
            _sent.TrySetException(new IOException("Closed."));
        }
    }
}
