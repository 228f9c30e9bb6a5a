using System.Numerics;
using System.Runtime.InteropServices;

namespace PacketFlow.Protocol;

/// <summary>Masks and unmasks: the same operation, in place.</summary>
internal static class WebSocketMask
{
    /// <summary>Applies a mask.</summary>
    /// <param name="payload">The bytes, from the first one of the frame.</param>
    /// <param name="mask">The mask as its four bytes lie in memory.</param>
    public static void Apply(Span<byte> payload, uint mask)
    {
        if (mask == 0)
        {
            return;
        }

        if (payload.Length >= Vector<byte>.Count)
        {
            Span<Vector<uint>> vectors = MemoryMarshal.Cast<byte, Vector<uint>>(payload);
            var wide = new Vector<uint>(mask);
            foreach (ref Vector<uint> vector in vectors)
            {
                vector ^= wide;
            }

            payload = payload[(vectors.Length * Vector<byte>.Count)..];
        }

        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] ^= (byte)(mask >> (8 * (i & 3)));
        }
    }
}
