using PacketFlow.CompilerServices;

namespace PacketFlow.Client;

/// <summary>
/// The door of one batch to a wire client: atoms that come together share messages. A message leaves when it is full, when its burst is
/// over, and after a moment in any case: who hands out the payloads may take long for the next one.
/// </summary>
internal sealed class WireBatch(WireClient client, TimeProvider time, SubmitOptions options) : AtomClient
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private BatchMessage? _open;
    private bool _isSoon;

    public override IRunDoor Runs => client.Runs;

    /// <summary>A message's trace context is that of whoever submits the batch: its atoms have no spans of their own.</summary>
    protected override bool IsTraced => false;

    /// <summary>Adds an atom to the message that is about to leave, or to a new one.</summary>
    public void Add(ClientConnection connection, WireCall call, ReadOnlySpan<byte> atom, int maxBytes)
    {
        BatchMessage? full = null;
        bool waits = false;
        lock (_lock)
        {
            if (_open?.Connection != connection || !_open.TryAdd(call, atom, maxBytes))
            {
                full = _open;
                _open = new BatchMessage(connection, options);
                _open.TryAdd(call, atom, maxBytes);
                waits = !_isSoon;
                _isSoon = true;
            }
        }

        full?.Send();
        if (waits)
        {
            _ = SendSoonAsync();
        }
    }

    public override void EndBurst()
    {
        BatchMessage? open;
        lock (_lock)
        {
            open = _open;
            _open = null;
        }

        open?.Send();
    }

    private async Task SendSoonAsync()
    {
        await Task.Delay(Moment, time).ConfigureAwait(false);
        lock (_lock)
        {
            _isSoon = false;
        }

        EndBurst();
    }

    protected override ValueTask<TOut> SendAsync<TIn, TOut>(in AtomRequest<TIn, TOut> request, CancellationToken cancellationToken) =>
        client.SendAsync(request, this, cancellationToken);
}
