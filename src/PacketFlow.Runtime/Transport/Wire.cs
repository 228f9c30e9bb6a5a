namespace PacketFlow.Transport;

/// <summary>Bytes in both directions.</summary>
internal abstract class Wire
{
    /// <summary>Who is on the other side, for the log.</summary>
    public abstract string Peer { get; }

    /// <summary>Reads what there is, and waits when there is nothing.</summary>
    /// <returns>Zero when the other side is done.</returns>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Sends all of it.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Ends both directions; what waits on them fails or gets nothing.</summary>
    public abstract void Close();

    /// <summary>Ends the connection once what was sent has left.</summary>
    public virtual void End() => Close();
}
