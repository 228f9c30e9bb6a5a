namespace PacketFlow.Molecules.Core;

/// <summary>What payloads and the texts of errors pass through on their way into a record and back.</summary>
internal abstract class RecordSeal
{
    public abstract byte[] Close(ReadOnlySpan<byte> payload);

    public abstract byte[] Open(ReadOnlySpan<byte> payload);
}
