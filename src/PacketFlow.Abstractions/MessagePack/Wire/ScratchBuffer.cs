using System.Buffers;
using System.Buffers.Binary;

namespace PacketFlow.MessagePack;

/// <summary>
/// Where a value is written before its length is known. A thread keeps one, so that serializing allocates its result alone.
/// </summary>
internal sealed class ScratchBuffer : IBufferWriter<byte>
{
    private const int InitialSize = 512;

    /// <summary>A larger buffer is not kept: one huge message must not hold its memory for as long as the thread lives.</summary>
    private const int MaxKept = 64 * 1024;

    [ThreadStatic]
    private static ScratchBuffer? t_idle;

    private byte[] _bytes = [];
    private int _written;

    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, _written);

    /// <summary>What was written, and behind it what has been lent and not been handed back.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Takes the thread's buffer, or a new one where a formatter serializes inside another.</summary>
    public static Lease Rent()
    {
        ScratchBuffer buffer = t_idle ?? new ScratchBuffer();
        t_idle = null;
        return new Lease(buffer);
    }

    public byte[] ToArray() => WrittenSpan.ToArray();

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(_written);
    }

    /// <summary>Puts a head of 16 or 32 bits in the place of one byte; what was written behind it moves.</summary>
    /// <param name="start">Where the byte is.</param>
    /// <param name="code16">The code of the head of 16 bits; that of 32 is the next one.</param>
    /// <param name="count">What the head says.</param>
    /// <returns>By how much.</returns>
    public int WidenHead(int start, byte code16, int count)
    {
        bool isWide = count > ushort.MaxValue;
        int more = isWide ? sizeof(uint) : sizeof(ushort);
        Grow(more);
        Span<byte> container = _bytes.AsSpan(start, _written - start + more);
        container[1..^more].CopyTo(container[(1 + more)..]);
        container[0] = isWide ? (byte)(code16 + 1) : code16;
        if (isWide)
        {
            BinaryPrimitives.WriteUInt32BigEndian(container[1..], (uint)count);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(container[1..], (ushort)count);
        }

        _written += more;
        return more;
    }

    private void Grow(int sizeHint)
    {
        int needed = checked(_written + Math.Max(sizeHint, 1));
        if (needed > _bytes.Length)
        {
            long doubled = Math.Min(2L * _bytes.Length, Array.MaxLength);
            Array.Resize(ref _bytes, (int)Math.Max(Math.Max(needed, doubled), InitialSize));
        }
    }

    /// <summary>Gives the buffer back when disposed.</summary>
    public readonly ref struct Lease(ScratchBuffer buffer)
    {
        public ScratchBuffer Buffer { get; } = buffer;

        public void Dispose()
        {
            Buffer._written = 0;
            if (Buffer._bytes.Length <= MaxKept)
            {
                t_idle = Buffer;
            }
        }
    }
}
