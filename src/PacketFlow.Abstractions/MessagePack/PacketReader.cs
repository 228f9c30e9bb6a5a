using System.Buffers;
using System.Runtime.CompilerServices;
using PacketFlow.MessagePack;

namespace PacketFlow;

/// <summary>
/// Reads MessagePack. Bytes from outside are never trusted: whatever is wrong with them is a <see cref="PacketFormatException"/>
/// that names the path, no length is believed beyond the bytes present, and nothing here recurses.
/// </summary>
public ref partial struct PacketReader
{
    /// <summary>How deep arrays and maps may be nested unless configured: 64.</summary>
    public const int DefaultMaxDepth = 64;

    /// <summary>The deepest nesting that can be configured, so that what formatters need of the stack stays small: 512.</summary>
    public const int MaxConfigurableDepth = 512;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _maxDepth;
    private int _position;
    private int _depth;
    private long _allowance;

    /// <summary>Reads from contiguous bytes.</summary>
    /// <param name="bytes">One value, or several in a row.</param>
    /// <param name="maxDepth">How deep arrays and maps may be nested, up to <see cref="MaxConfigurableDepth"/>.</param>
    public PacketReader(ReadOnlySpan<byte> bytes, int maxDepth = DefaultMaxDepth)
    {
        if ((uint)maxDepth > MaxConfigurableDepth)
        {
            throw new ArgumentOutOfRangeException(nameof(maxDepth), maxDepth, $"From 0 to {MaxConfigurableDepth}.");
        }

        _bytes = bytes;
        _maxDepth = maxDepth;
        _allowance = Growth.Base + ((long)bytes.Length * Growth.BytesPerByte);
    }

    /// <summary>Reads from bytes in any number of segments.</summary>
    /// <param name="bytes">One value, or several in a row.</param>
    /// <param name="maxDepth">How deep arrays and maps may be nested, up to <see cref="MaxConfigurableDepth"/>.</param>
    /// <remarks>
    /// Several segments are copied together first. A frame almost always arrives in one segment, and a copy is cheaper than asking
    /// at every byte whether a segment ends there; it also leaves one code path to get right.
    /// </remarks>
    public PacketReader(in ReadOnlySequence<byte> bytes, int maxDepth = DefaultMaxDepth)
        : this(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray(), maxDepth)
    {
    }

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>What the next value is, without reading it.</summary>
    public readonly PacketKind PeekKind() => PeekToken().Kind;

    /// <summary>The next value's code, where there is one.</summary>
    internal readonly byte PeekCode() => _bytes[_position];

    /// <summary>Reads nil if that is what comes next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNil()
    {
        if ((uint)_position < (uint)_bytes.Length && _bytes[_position] == WireCode.Nil)
        {
            _position++;
            return true;
        }

        return false;
    }

    /// <summary>Reads true or false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadBoolean()
    {
        if ((uint)_position >= (uint)_bytes.Length || (_bytes[_position] & 0xFE) != WireCode.False)
        {
            ThrowUnexpected("bool");
        }

        return _bytes[_position++] == WireCode.True;
    }

    /// <summary>The head of the next value, whose content is known to be there.</summary>
    private readonly WireToken PeekToken()
    {
        if (!WireToken.TryRead(_bytes, _position, out WireToken token))
        {
            ThrowMalformed(_position);
        }

        return token;
    }

    /// <summary>Reads the content of a string, a binary or an extension.</summary>
    private ReadOnlySpan<byte> ReadContent(WireToken token)
    {
        ReadOnlySpan<byte> content = _bytes.Slice(_position + token.HeaderLength, (int)token.Length);
        _position += token.TotalLength;
        return content;
    }
}
