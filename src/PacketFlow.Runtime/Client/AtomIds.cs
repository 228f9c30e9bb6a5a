using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PacketFlow.Client;

/// <summary>Ids for atoms whose callers give none: what no other client has, and a number. They become text only where somebody asks.</summary>
internal sealed class AtomIds
{
    /// <summary>The most bytes that an id takes.</summary>
    public const int MaxLength = 32;

    private readonly byte[] _prefix = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(12, lowercase: true) + "-");
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);

    /// <summary>A number that holds the sequence of its atom: for those whose replies tell them apart by their ids alone.</summary>
    public long NextWith(uint sequence) => (Next() << 32) | sequence;

    /// <summary>The sequence in an id, or zero when the id is not from here.</summary>
    public uint SequenceIn(ReadOnlySpan<byte> id) =>
        id.StartsWith(_prefix) && Utf8Parser.TryParse(id[_prefix.Length..], out ulong number, out int read, 'x') && _prefix.Length + read == id.Length
            ? (uint)number
            : 0;

    /// <summary>Writes an id.</summary>
    /// <returns>The bytes that hold it.</returns>
    public ReadOnlySpan<byte> Write(long number, Span<byte> buffer)
    {
        _prefix.CopyTo(buffer);
        Utf8Formatter.TryFormat(number, buffer[_prefix.Length..], out int written, new('x'));
        return buffer[..(_prefix.Length + written)];
    }

    public string Text(long number) => Encoding.ASCII.GetString(Write(number, stackalloc byte[MaxLength]));
}
