using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using PacketFlow.MessagePack;

namespace PacketFlow;

public ref partial struct PacketReader
{
    /// <summary>Reads the head of an array and goes one level down; call <see cref="Leave"/> after its items.</summary>
    /// <returns>How many items follow: never more than there are bytes left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int EnterArray()
    {
        int left = Remaining - 1;
        if (left >= 0)
        {
            int count = _bytes[_position] - WireCode.FixArray;
            if ((uint)count <= WireCode.MaxFixCount && count <= left && _depth < _maxDepth)
            {
                _position++;
                _depth++;
                return count;
            }
        }

        return Enter(PacketKind.Array);
    }

    /// <summary>Reads the head of a map and goes one level down; call <see cref="Leave"/> after its keys and values.</summary>
    /// <returns>How many pairs follow: never more than half the bytes left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int EnterMap()
    {
        int left = Remaining - 1;
        if (left >= 0)
        {
            int count = _bytes[_position] - WireCode.FixMap;
            if ((uint)count <= WireCode.MaxFixCount && 2 * count <= left && _depth < _maxDepth)
            {
                _position++;
                _depth++;
                return count;
            }
        }

        return Enter(PacketKind.Map) / 2;
    }

    /// <summary>Reads the head of an array that must have as many items, and goes one level down.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public void EnterTuple(int count)
    {
        int start = _position;
        int actual = EnterArray();
        if (actual != count)
        {
            Throw(start, string.Create(CultureInfo.InvariantCulture, $"expected array of {count} items, got {actual}"));
        }
    }

    /// <summary>Goes one level up, after the last item of an array or the last value of a map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>
    /// Reads a map's key as UTF-8. A key that is no string cannot name a member: it is skipped, and what is returned is empty, so
    /// that the caller skips its value as it does for a name that it does not know.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadKey()
    {
        int left = Remaining - 1;
        if (left >= 0)
        {
            int length = _bytes[_position] - WireCode.FixStr;
            if ((uint)length <= WireCode.MaxFixStr && length <= left)
            {
                ReadOnlySpan<byte> key = _bytes.Slice(_position + 1, length);
                _position += 1 + length;
                return key;
            }
        }

        return ReadLongKey();
    }

    /// <summary>Passes over the next value, checking its structure, lengths and depth.</summary>
    public void Skip()
    {
        if (TrySkipPlain())
        {
            return;
        }

        WireToken token = PeekToken();
        if (token.IsContainer)
        {
            SkipContainer();
        }
        else
        {
            _position += token.TotalLength;
        }
    }

    /// <summary>Reads the next value as the bytes that it is, checking them as <see cref="Skip"/> does.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        int start = _position;
        Skip();
        return _bytes[start.._position];
    }

    /// <summary>What has been read since a position.</summary>
    internal readonly ReadOnlySpan<byte> Since(int start) => _bytes[start.._position];

    /// <summary>
    /// Takes memory for all items of the array or map that was just entered out of what the whole message may have, or fails: then nothing
    /// has been allocated for it.
    /// </summary>
    /// <param name="start">The <see cref="Position"/> before it.</param>
    /// <param name="count">How many items it declares.</param>
    /// <param name="size">What one takes in memory.</param>
    internal void Allow(int start, int count, int size)
    {
        long bytes = (long)count * size;
        if (bytes > _allowance)
        {
            ThrowTooMuch(start, count, bytes);
        }

        _allowance -= bytes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Enter(PacketKind kind)
    {
        WireToken token = PeekToken();
        if (token.Kind != kind)
        {
            ThrowUnexpected(Name(kind));
        }

        if (_depth >= _maxDepth)
        {
            ThrowTooDeep(_position);
        }

        _position += token.HeaderLength;
        _depth++;
        return (int)token.Length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> ReadLongKey()
    {
        WireToken token = PeekToken();
        if (token.Kind == PacketKind.String)
        {
            return ReadContent(token);
        }

        Skip();
        return default;
    }

    /// <summary>
    /// Passes over what most payloads are made of: short strings, numbers, small arrays and maps. What is different, or wrong, is left to
    /// those who know all forms: then the position stays.
    /// </summary>
    /// <remarks>Without a count for each level it knows how deep it is only as long as there are no more containers than levels.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TrySkipPlain()
    {
        ReadOnlySpan<byte> bytes = _bytes;
        int position = _position, left = 1, containers = _maxDepth - _depth;
        for (; left > 0; left--)
        {
            if ((uint)position >= (uint)bytes.Length)
            {
                return false;
            }

            byte code = bytes[position++];
            switch (code)
            {
                case <= WireCode.MaxPositiveFixInt or >= WireCode.MinNegativeFixInt or WireCode.Nil or WireCode.False or WireCode.True:
                    break;
                case >= WireCode.FixStr and < WireCode.Nil:
                    position += code & 0x1F;
                    break;
                case < WireCode.FixStr:
                    left += code < WireCode.FixArray ? 2 * (code & 0x0F) : code & 0x0F;
                    if (--containers < 0)
                    {
                        return false;
                    }

                    break;
                case >= WireCode.UInt8 and <= WireCode.Int64:
                    position += WholeLength(code) - 1;
                    break;
                case WireCode.Float64:
                    position += sizeof(double);
                    break;
                default:
                    return false;
            }
        }

        if (position > bytes.Length)
        {
            return false;
        }

        _position = position;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SkipContainer()
    {
        // How many values each open container still has; as long as the depth that is left, so it also guards that.
        Span<uint> left = stackalloc uint[_maxDepth - _depth];
        int open = 0;
        int position = _position;
        do
        {
            if (!WireToken.TryRead(_bytes, position, out WireToken token))
            {
                ThrowMalformed(position);
            }

            if (token.IsContainer)
            {
                if (open == left.Length)
                {
                    ThrowTooDeep(position);
                }

                position += token.HeaderLength;
                if (token.Length > 0)
                {
                    left[open++] = token.Length;
                    continue;
                }
            }
            else
            {
                position += token.TotalLength;
            }

            while (open > 0 && --left[open - 1] == 0)
            {
                open--;
            }
        }
        while (open > 0);

        _position = position;
    }
}
