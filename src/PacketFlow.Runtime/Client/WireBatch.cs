namespace PacketFlow.Client;

/// <summary>The door of one batch to a wire client: its atoms share messages. The first starts one on another thread, and what comes until that runs rides along.</summary>
internal sealed class WireBatch(WireClient client, SubmitOptions options) : AtomClient
{
    private readonly Lock _lock = new();
    private BatchMessage? _open;

    /// <summary>A message's trace context is that of whoever submits the batch: its atoms have no spans of their own.</summary>
    protected override bool IsTraced => false;

    /// <summary>Adds an atom to the message that is about to leave, or to a new one.</summary>
    public void Add(ClientConnection connection, WireCall call, ReadOnlySpan<byte> atom, int maxBytes)
    {
        BatchMessage? full = null;
        BatchMessage? begun = null;
        lock (_lock)
        {
            if (_open?.Connection != connection || !_open.TryAdd(call, atom, maxBytes))
            {
                full = _open;
                begun = _open = new BatchMessage(connection, options);
                begun.TryAdd(call, atom, maxBytes);
            }
        }

        full?.Send();
        if (begun is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(begun, preferLocal: false);
        }
    }

    protected override ValueTask<TOut> SendAsync<TIn, TOut>(
        AtomGroup group,
        string element,
        Element? known,
        TIn payload,
        Formatter<TIn> payloadFormatter,
        Formatter<TOut> resultFormatter,
        SubmitOptions options,
        CancellationToken cancellationToken) =>
        client.SendAsync(group, element, known, payload, payloadFormatter, resultFormatter, options, this, cancellationToken);
}
