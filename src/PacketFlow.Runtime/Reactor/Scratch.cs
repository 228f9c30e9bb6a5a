using System.Buffers;

namespace PacketFlow.Reactor;

/// <summary>A growing buffer that its thread keeps: where results are written before it is known where they go.</summary>
internal sealed class Scratch : IBufferWriter<byte>
{
    private const int InitialSize = 1024;
    private const int MaxKept = 64 * 1024;

    [ThreadStatic]
    private static Scratch? t_idle;

    private byte[] _bytes = new byte[InitialSize];

    public int Length { get; private set; }

    public byte[] Bytes => _bytes;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The thread's buffer, or a new one where one use stands inside another.</summary>
    public static Scratch Rent()
    {
        Scratch scratch = t_idle ?? new Scratch();
        t_idle = null;
        return scratch;
    }

    /// <summary>Gives the buffer back. A huge one is not kept for as long as the thread lives.</summary>
    public void Return()
    {
        Length = 0;
        if (_bytes.Length <= MaxKept)
        {
            t_idle = this;
        }
    }

    /// <summary>Drops what was written behind a place.</summary>
    public void Truncate(int length) => Length = length;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Grow(int sizeHint)
    {
        int needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Max(needed, Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }
    }
}
