using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PacketFlow.MessagePack;

namespace PacketFlow;

// A key that generated code knows as bytes and its value: one look for room and one step forward for both. Each such step waits for
// the one before, so they cost more than the bytes do.
public ref partial struct PacketWriter
{
    /// <summary>Writes a member of a map: its key, which is MessagePack already, and its value.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMember(scoped ReadOnlySpan<byte> key, bool value) =>
        WriteMemberCode(key, value ? WireCode.True : WireCode.False);

    /// <inheritdoc cref="WriteMember(ReadOnlySpan{byte}, bool)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMember(scoped ReadOnlySpan<byte> key, int value) => WriteMember(key, (long)value);

    /// <inheritdoc cref="WriteMember(ReadOnlySpan{byte}, bool)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMember(scoped ReadOnlySpan<byte> key, long value)
    {
        if ((ulong)value <= WireCode.MaxPositiveFixInt)
        {
            WriteMemberCode(key, (byte)value);
        }
        else
        {
            WriteRaw(key);
            WriteSigned(value);
        }
    }

    /// <inheritdoc cref="WriteMember(ReadOnlySpan{byte}, bool)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMember(scoped ReadOnlySpan<byte> key, uint value) => WriteMember(key, (ulong)value);

    /// <inheritdoc cref="WriteMember(ReadOnlySpan{byte}, bool)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMember(scoped ReadOnlySpan<byte> key, ulong value)
    {
        if (value <= WireCode.MaxPositiveFixInt)
        {
            WriteMemberCode(key, (byte)value);
        }
        else
        {
            WriteRaw(key);
            WriteUnsigned(value);
        }
    }

    /// <inheritdoc cref="WriteMember(ReadOnlySpan{byte}, bool)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMember(scoped ReadOnlySpan<byte> key, float value)
    {
        ref byte target = ref ReserveValue(key, 5);
        target = WireCode.Float32;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), BinaryPrimitives.ReverseEndianness(BitConverter.SingleToUInt32Bits(value)));
        _position += key.Length + 5;
    }

    /// <inheritdoc cref="WriteMember(ReadOnlySpan{byte}, bool)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMember(scoped ReadOnlySpan<byte> key, double value)
    {
        ref byte target = ref ReserveValue(key, 9);
        target = WireCode.Float64;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToUInt64Bits(value)));
        _position += key.Length + 9;
    }

    /// <inheritdoc cref="WriteMember(ReadOnlySpan{byte}, bool)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMember(scoped ReadOnlySpan<byte> key, string? value)
    {
        if (value is { Length: <= WireCode.MaxFixStr })
        {
            ref byte target = ref ReserveValue(key, 1 + WireCode.MaxFixStr);
            if (ShortAscii.TryWrite(value, ref Unsafe.Add(ref target, 1)))
            {
                target = (byte)(WireCode.FixStr | value.Length);
                _position += key.Length + 1 + value.Length;
                return;
            }
        }

        WriteRaw(key);
        WriteString(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteMemberCode(scoped ReadOnlySpan<byte> key, byte code)
    {
        ReserveValue(key, 1) = code;
        _position += key.Length + 1;
    }

    /// <summary>Copies a key and says where its value starts; the position stays before both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte ReserveValue(scoped ReadOnlySpan<byte> key, int size)
    {
        ref byte target = ref Reserve(key.Length + size);
        key.CopyTo(MemoryMarshal.CreateSpan(ref target, key.Length));
        return ref Unsafe.Add(ref target, key.Length);
    }
}
