namespace PacketFlow.Bench;

/// <summary>Answers the whole requests of what was read.</summary>
internal abstract class Echo
{
    public static Echo For(ReadOnlySpan<byte> first) =>
        first.StartsWith("GET "u8) ? new WebSocketEcho() : first.StartsWith("POST "u8) ? new HttpEcho() : new TcpEcho();

    /// <summary>Writes a reply for each whole request and returns how many bytes are done with.</summary>
    public abstract int Answer(Span<byte> from, Span<byte> to, out int written);
}
