using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PacketFlow.Protocol;

/// <summary>Masks that nobody can foretell, as RFC 6455 (section 5.3) wants them. Frames of one connection come from many threads: each has masks of its own.</summary>
internal static class WebSocketMaskSource
{
    /// <summary>The generator is asked for many at once: one question costs more than a frame.</summary>
    private const int Kept = 64 * sizeof(uint);

    [ThreadStatic]
    private static byte[]? t_random;

    [ThreadStatic]
    private static int t_left;

    public static uint Next()
    {
        byte[] random = t_random ??= new byte[Kept];
        if (t_left == 0)
        {
            RandomNumberGenerator.Fill(random);
            t_left = Kept;
        }

        t_left -= sizeof(uint);
        return BinaryPrimitives.ReadUInt32LittleEndian(random.AsSpan(t_left));
    }
}
