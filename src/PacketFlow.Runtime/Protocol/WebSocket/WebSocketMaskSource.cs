using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PacketFlow.Protocol;

/// <summary>Masks that nobody can foretell, as RFC 6455 (section 5.3) wants them. It belongs to one connection.</summary>
internal sealed class WebSocketMaskSource
{
    /// <summary>The generator is asked for many at once: one question costs more than a frame.</summary>
    private readonly byte[] _random = new byte[64 * sizeof(uint)];

    private int _used = 64 * sizeof(uint);

    public uint Next()
    {
        if (_used == _random.Length)
        {
            RandomNumberGenerator.Fill(_random);
            _used = 0;
        }

        uint mask = BinaryPrimitives.ReadUInt32LittleEndian(_random.AsSpan(_used));
        _used += sizeof(uint);
        return mask;
    }
}
