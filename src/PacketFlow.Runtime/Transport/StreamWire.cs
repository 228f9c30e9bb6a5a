namespace PacketFlow.Transport;

/// <summary>A connection that a web server has upgraded: a stream.</summary>
internal sealed class StreamWire(Stream stream, string peer, Action abort) : Wire
{
    public override string Peer => peer;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => stream.ReadAsync(buffer);

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes).ConfigureAwait(false);
        await stream.FlushAsync().ConfigureAwait(false);
    }

    public override void Close() => abort();

    // To abort would drop what the web server has not written yet. It closes the connection when the request is over.
    public override void End()
    {
    }
}
