using System.Text;

namespace PacketFlow.Molecules;

/// <summary>Turns the bits of a payload by a key, and refuses what another key or run has written.</summary>
internal sealed class ToyProtector(byte key) : IPayloadProtector
{
    public bool IsBroken { get; set; }

    public byte[] Protect(PayloadOwner owner, ReadOnlySpan<byte> payload)
    {
        ObjectDisposedException.ThrowIf(IsBroken, this);
        byte[] turned = Turn(payload);
        return [key, .. Encoding.UTF8.GetBytes(owner.RunId + "\n"), .. turned];
    }

    public byte[] Unprotect(PayloadOwner owner, ReadOnlySpan<byte> payload)
    {
        byte[] head = [key, .. Encoding.UTF8.GetBytes(owner.RunId + "\n")];
        return payload.StartsWith(head) ? Turn(payload[head.Length..]) : throw new InvalidOperationException("Another key or run.");
    }

    private byte[] Turn(ReadOnlySpan<byte> payload)
    {
        byte[] turned = payload.ToArray();
        for (int i = 0; i < turned.Length; i++)
        {
            turned[i] ^= key;
        }

        return turned;
    }
}
