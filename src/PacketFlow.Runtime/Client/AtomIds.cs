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
