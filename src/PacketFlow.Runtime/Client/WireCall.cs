using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>
/// An atom that was sent and waits for its reply. Whoever takes it from its connection's <see cref="PendingCalls"/> ends it, once: the
/// reply, the caller's token, the deadline or the loss of the connection.
/// </summary>
internal abstract class WireCall
{
    /// <summary>The connection that it was sent on.</summary>
    public ClientConnection Connection { get; set; } = null!;

    public uint Sequence { get; set; }

    /// <summary>The id where the caller gave one.</summary>
    public string? GivenId { get; set; }

    /// <summary>What the id is made of where the caller gave none.</summary>
    public long Number { get; set; }

    public bool IsIdempotent { get; set; }

    /// <summary>The message that it shares with others, or null.</summary>
    public BatchMessage? Batch { get; set; }

    /// <summary>Where its own message stands among the bytes of its connection; behind all of them until it was handed on.</summary>
    public long Position = OutBox.Nowhere;

    public string Id => GivenId ?? Connection.Ids.Text(Number);

    /// <summary>Ends with the result, which is read here.</summary>
    public abstract void Succeed(ReadOnlySpan<byte> result);

    public abstract void Fail(Exception failure);
}
