using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PacketFlow.MessagePack;

namespace PacketFlow;

/// <summary>
/// Writes MessagePack in its shortest form. It fills the memory that the buffer writer lends and hands it back on
/// <see cref="Flush"/>, which must be the last call.
/// </summary>
/// <param name="output">Where the bytes go.</param>
public ref partial struct PacketWriter(IBufferWriter<byte> output)
{
    /// <summary>Large enough that most messages ask for memory once.</summary>
    private const int MinimumSegment = 256;

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _segment;
    private int _position;
    private long _committed;
    private int _depth;

    /// <summary>How many bytes have been written, flushed or not.</summary>
    public readonly long BytesWritten => _committed + _position;

    /// <summary>Hands what was written to the buffer writer. Writing may go on afterwards.</summary>
    public void Flush()
    {
        _output.Advance(_position);
        _committed += _position;
        _position = 0;
        _segment = default;
    }

    /// <summary>
    /// Goes one level down; call it before the head of an array or map that may hold others, and <see cref="Leave"/> after its end.
    /// An object graph with a cycle so ends in an error instead of the stack's.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > PacketReader.DefaultMaxDepth)
        {
            ThrowTooDeep();
        }
    }

    /// <summary>Goes one level up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Writes nil.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteNil() => WriteCode(WireCode.Nil);

    /// <summary>Writes true or false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBoolean(bool value) => WriteCode(value ? WireCode.True : WireCode.False);

    /// <summary>Writes bytes that are MessagePack already: one value, several, or part of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(scoped ReadOnlySpan<byte> messagePack)
    {
        messagePack.CopyTo(MemoryMarshal.CreateSpan(ref Reserve(messagePack.Length), messagePack.Length));
        _position += messagePack.Length;
    }

    /// <summary>Writes the head of an array; as many values must follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteArrayHeader(int count)
    {
        if ((uint)count <= WireCode.MaxFixCount)
        {
            WriteCode((byte)(WireCode.FixArray | count));
        }
        else
        {
            WriteLongHeader(WireCode.Array16, count);
        }
    }

    /// <summary>Writes the head of a map; as many pairs of key and value must follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMapHeader(int count)
    {
        if ((uint)count <= WireCode.MaxFixCount)
        {
            WriteCode((byte)(WireCode.FixMap | count));
        }
        else
        {
            WriteLongHeader(WireCode.Map16, count);
        }
    }

    /// <summary>Room for some bytes at the current position. Every write goes through here, so none checks bounds again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Reserve(int size)
    {
        if (_segment.Length - _position < size)
        {
            Grow(size);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_segment), _position);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        if (_position > 0)
        {
            Flush();
        }

        _segment = _output.GetSpan(Math.Max(size, MinimumSegment));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteCode(byte value)
    {
        Reserve(1) = value;
        _position++;
    }

    /// <summary>A code and a big-endian number of two bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteCode16(byte code, ushort value)
    {
        ref byte target = ref Reserve(3);
        target = code;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), BinaryPrimitives.ReverseEndianness(value));
        _position += 3;
    }

    /// <summary>A code and a big-endian number of four bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteCode32(byte code, uint value)
    {
        ref byte target = ref Reserve(5);
        target = code;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), BinaryPrimitives.ReverseEndianness(value));
        _position += 5;
    }

    /// <summary>A code and a big-endian number of eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteCode64(byte code, ulong value)
    {
        ref byte target = ref Reserve(9);
        target = code;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), BinaryPrimitives.ReverseEndianness(value));
        _position += 9;
    }

    /// <summary>A count of 16 bits if it fits, else of 32: the code for that is the next one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongHeader(byte code16, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= ushort.MaxValue)
        {
            WriteCode16(code16, (ushort)count);
        }
        else
        {
            WriteCode32((byte)(code16 + 1), (uint)count);
        }
    }

    /// <summary>Fails with what cannot be written.</summary>
    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    internal readonly void Throw(string detail, string code = ErrorCodes.PayloadMismatch)
    {
        throw new PacketFormatException(code, path: "", BytesWritten, detail);
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowTooDeep()
    {
        Throw($"the value is nested deeper than {PacketReader.DefaultMaxDepth} arrays and maps; does it refer to itself?", ErrorCodes.TooLarge);
    }
}
