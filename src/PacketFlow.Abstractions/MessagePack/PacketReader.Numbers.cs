using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using PacketFlow.MessagePack;

namespace PacketFlow;

// An integer reader takes any width, a float of integral value (encoders without 64-bit integers send those) and a decimal string
// (JSON peers send those beyond 2^53), as long as the value is in range. A float reader takes integers.
public ref partial struct PacketReader
{
    /// <summary>Reads an 8-bit signed integer.</summary>
    public sbyte ReadSByte() => (sbyte)ReadSigned(sbyte.MinValue, sbyte.MaxValue, "int8");

    /// <summary>Reads a 16-bit signed integer.</summary>
    public short ReadInt16() => (short)ReadSigned(short.MinValue, short.MaxValue, "int16");

    /// <summary>Reads a 32-bit signed integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt32() => TryReadFixInt(out byte value) ? value : (int)ReadSigned(int.MinValue, int.MaxValue, "int32");

    /// <summary>Reads a 64-bit signed integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64() => TryReadFixInt(out byte value) ? value : ReadSigned(long.MinValue, long.MaxValue, "int64");

    /// <summary>Reads an 8-bit unsigned integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte() => TryReadFixInt(out byte value) ? value : (byte)ReadUnsigned(byte.MaxValue, "uint8");

    /// <summary>Reads a 16-bit unsigned integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort ReadUInt16() => TryReadFixInt(out byte value) ? value : (ushort)ReadUnsigned(ushort.MaxValue, "uint16");

    /// <summary>Reads a 32-bit unsigned integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadUInt32() => TryReadFixInt(out byte value) ? value : (uint)ReadUnsigned(uint.MaxValue, "uint32");

    /// <summary>Reads a 64-bit unsigned integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadUInt64() => TryReadFixInt(out byte value) ? value : ReadUnsigned(ulong.MaxValue, "uint64");

    /// <summary>Reads a 32-bit float; a wider one is rounded, unless it is beyond the range.</summary>
    public float ReadSingle()
    {
        int start = _position;
        double value = ReadDouble();
        float narrow = (float)value;
        if (float.IsInfinity(narrow) && double.IsFinite(value))
        {
            ThrowOutOfRange(start, "float32");
        }

        return narrow;
    }

    /// <summary>Reads a 64-bit float.</summary>
    public double ReadDouble()
    {
        ReadOnlySpan<byte> rest = _bytes[_position..];
        if (rest.Length > sizeof(double) && rest[0] == WireCode.Float64)
        {
            _position += 1 + sizeof(double);
            return BinaryPrimitives.ReadDoubleBigEndian(rest[1..]);
        }

        if (rest.Length > sizeof(float) && rest[0] == WireCode.Float32)
        {
            _position += 1 + sizeof(float);
            return BinaryPrimitives.ReadSingleBigEndian(rest[1..]);
        }

        if (!TryReadWhole(out ulong bits, out bool negative))
        {
            ThrowUnexpected("float");
        }

        _position += WholeLength(rest[0]);
        return negative ? (long)bits : bits;
    }

    /// <summary>Reads an integer in any of its forms.</summary>
    internal Int128 ReadInteger(Int128 min, Int128 max, string expected)
    {
        int start = _position;
        Int128 value = PeekToken().Kind switch
        {
            PacketKind.Integer => ReadAnyWidth(),
            PacketKind.Float => ReadIntegralFloat(expected),
            PacketKind.String => ReadDecimalDigits(expected),
            _ => Unexpected<Int128>(expected),
        };
        if (value < min || value > max)
        {
            ThrowOutOfRange(start, expected);
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadFixInt(out byte value)
    {
        if ((uint)_position < (uint)_bytes.Length)
        {
            value = _bytes[_position];
            if (value <= WireCode.MaxPositiveFixInt)
            {
                _position++;
                return true;
            }
        }

        value = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ReadSigned(long min, long max, string expected)
    {
        if (TryReadWhole(out ulong bits, out bool negative) && (negative || bits <= long.MaxValue))
        {
            long value = (long)bits;
            if (value >= min && value <= max)
            {
                _position += WholeLength(_bytes[_position]);
                return value;
            }
        }

        return (long)ReadInteger(min, max, expected);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadUnsigned(ulong max, string expected)
    {
        if (TryReadWhole(out ulong bits, out bool negative) && !negative && bits <= max)
        {
            _position += WholeLength(_bytes[_position]);
            return bits;
        }

        return (ulong)ReadInteger(0, max, expected);
    }

    /// <summary>The next value's bits, sign-extended, if it is an integer; the position stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryReadWhole(out ulong bits, out bool negative)
    {
        ReadOnlySpan<byte> rest = _bytes[_position..];
        bits = 0;
        negative = false;
        if (rest.IsEmpty)
        {
            return false;
        }

        byte code = rest[0];
        if (rest.Length < WholeLength(code))
        {
            return false;
        }

        switch (code)
        {
            case <= WireCode.MaxPositiveFixInt: bits = code; return true;
            case WireCode.UInt8: bits = rest[1]; return true;
            case WireCode.UInt16: bits = BinaryPrimitives.ReadUInt16BigEndian(rest[1..]); return true;
            case WireCode.UInt32: bits = BinaryPrimitives.ReadUInt32BigEndian(rest[1..]); return true;
            case WireCode.UInt64: bits = BinaryPrimitives.ReadUInt64BigEndian(rest[1..]); return true;
            case >= WireCode.MinNegativeFixInt: bits = (ulong)(sbyte)code; break;
            case WireCode.Int8: bits = (ulong)(sbyte)rest[1]; break;
            case WireCode.Int16: bits = (ulong)BinaryPrimitives.ReadInt16BigEndian(rest[1..]); break;
            case WireCode.Int32: bits = (ulong)BinaryPrimitives.ReadInt32BigEndian(rest[1..]); break;
            case WireCode.Int64: bits = BinaryPrimitives.ReadUInt64BigEndian(rest[1..]); break;
            default: return false;
        }

        negative = (long)bits < 0;
        return true;
    }

    /// <summary>Code and content of an integer; 1 for any other code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WholeLength(byte code) =>
        code is >= WireCode.UInt8 and <= WireCode.Int64 ? 1 + (1 << ((code - WireCode.UInt8) & 3)) : 1;

    private Int128 ReadAnyWidth()
    {
        TryReadWhole(out ulong bits, out bool negative);
        _position += WholeLength(_bytes[_position]);
        return negative ? (long)bits : bits;
    }

    private Int128 ReadIntegralFloat(string expected)
    {
        int start = _position;
        double value = ReadDouble();
        if (Math.Truncate(value) != value)
        {
            Throw(start, $"expected {expected}, got float that is no integer");
        }

        // 2^127 is the first double that Int128 does not hold.
        if (Math.Abs(value) >= 170141183460469231731687303715884105728.0)
        {
            ThrowOutOfRange(start, expected);
        }

        return (Int128)value;
    }

    private Int128 ReadDecimalDigits(string expected)
    {
        int start = _position;
        ReadOnlySpan<byte> digits = ReadUtf8();
        if (!Int128.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value))
        {
            ThrowInvalid(start, expected);
        }

        return value;
    }

    private readonly T Unexpected<T>(string expected)
    {
        ThrowUnexpected(expected);
        return default;
    }

    private readonly void ThrowOutOfRange(int start, string expected)
    {
        Throw(start, $"expected {expected}, got a number out of its range");
    }
}
