using System.Runtime.CompilerServices;
using PacketFlow.MessagePack;

namespace PacketFlow;

// Numbers that are not negative are written unsigned, as the specification's examples and most encoders do.
public ref partial struct PacketWriter
{
    /// <summary>Writes an 8-bit signed integer.</summary>
    public void WriteSByte(sbyte value) => WriteInt64(value);

    /// <summary>Writes a 16-bit signed integer.</summary>
    public void WriteInt16(short value) => WriteInt64(value);

    /// <summary>Writes a 32-bit signed integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt32(int value)
    {
        if ((uint)value <= WireCode.MaxPositiveFixInt)
        {
            WriteCode((byte)value);
        }
        else
        {
            WriteSigned(value);
        }
    }

    /// <summary>Writes a 64-bit signed integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt64(long value)
    {
        if ((ulong)value <= WireCode.MaxPositiveFixInt)
        {
            WriteCode((byte)value);
        }
        else
        {
            WriteSigned(value);
        }
    }

    /// <summary>Writes an 8-bit unsigned integer.</summary>
    public void WriteByte(byte value) => WriteUInt64(value);

    /// <summary>Writes a 16-bit unsigned integer.</summary>
    public void WriteUInt16(ushort value) => WriteUInt64(value);

    /// <summary>Writes a 32-bit unsigned integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt32(uint value) => WriteUInt64(value);

    /// <summary>Writes a 64-bit unsigned integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt64(ulong value)
    {
        if (value <= WireCode.MaxPositiveFixInt)
        {
            WriteCode((byte)value);
        }
        else
        {
            WriteUnsigned(value);
        }
    }

    /// <summary>Writes a 32-bit unsigned integer in five bytes, whatever its value, so that it can be replaced in place.</summary>
    public void WriteFixedUInt32(uint value) => WriteCode32(WireCode.UInt32, value);

    /// <summary>Writes a 32-bit float.</summary>
    public void WriteSingle(float value) => WriteCode32(WireCode.Float32, BitConverter.SingleToUInt32Bits(value));

    /// <summary>Writes a 64-bit float.</summary>
    public void WriteDouble(double value) => WriteCode64(WireCode.Float64, BitConverter.DoubleToUInt64Bits(value));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteUnsigned(ulong value)
    {
        switch (value)
        {
            case <= byte.MaxValue: WriteCode8(WireCode.UInt8, (byte)value); break;
            case <= ushort.MaxValue: WriteCode16(WireCode.UInt16, (ushort)value); break;
            case <= uint.MaxValue: WriteCode32(WireCode.UInt32, (uint)value); break;
            default: WriteCode64(WireCode.UInt64, value); break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteSigned(long value)
    {
        switch (value)
        {
            case >= 0: WriteUnsigned((ulong)value); break;
            case >= -32: WriteCode((byte)value); break;
            case >= sbyte.MinValue: WriteCode8(WireCode.Int8, (byte)value); break;
            case >= short.MinValue: WriteCode16(WireCode.Int16, (ushort)value); break;
            case >= int.MinValue: WriteCode32(WireCode.Int32, (uint)value); break;
            default: WriteCode64(WireCode.Int64, (ulong)value); break;
        }
    }

    private void WriteCode8(byte code, byte value)
    {
        ref byte target = ref Reserve(2);
        target = code;
        Unsafe.Add(ref target, 1) = value;
        _position += 2;
    }
}
