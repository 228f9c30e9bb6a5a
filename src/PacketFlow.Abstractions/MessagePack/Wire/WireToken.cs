using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>
/// The head of one value: what it is, how long its head is, and how much follows. It is the one place that knows how every
/// code is laid out; whatever need not be fast (skipping, paths, navigation, transcoding) reads through it.
/// </summary>
internal readonly struct WireToken(PacketKind kind, int headerLength, uint length)
{
    public PacketKind Kind { get; } = kind;

    /// <summary>The code byte, the length and, for an extension, the type byte.</summary>
    public int HeaderLength { get; } = headerLength;

    /// <summary>Bytes that follow the head; for an array its items, for a map its keys and values together.</summary>
    public uint Length { get; } = length;

    public bool IsContainer => Kind is PacketKind.Array or PacketKind.Map;

    /// <summary>Head and content of a value that is no container.</summary>
    public int TotalLength => HeaderLength + (int)Length;

    /// <summary>
    /// False when the value does not fit in the bytes that are left, where an item of a container counts as one byte at least,
    /// or when its code is reserved. So a length that was read is never above the bytes present.
    /// </summary>
    /// <remarks>Not left to the profile: trained by ordinary messages it took ten times as long on those made to be slow.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, int position, out WireToken token)
    {
        token = default;
        ReadOnlySpan<byte> rest = bytes[position..];
        if (rest.IsEmpty)
        {
            return false;
        }

        byte code = rest[0];
        return code switch
        {
            <= WireCode.MaxPositiveFixInt or >= WireCode.MinNegativeFixInt => Accept(PacketKind.Integer, 1, 0, rest, out token),
            < WireCode.FixArray => Accept(PacketKind.Map, 1, (code & 0x0Ful) * 2, rest, out token),
            < WireCode.FixStr => Accept(PacketKind.Array, 1, code & 0x0Fu, rest, out token),
            < WireCode.Nil => Accept(PacketKind.String, 1, code & 0x1Fu, rest, out token),
            WireCode.Nil => Accept(PacketKind.Nil, 1, 0, rest, out token),
            WireCode.False or WireCode.True => Accept(PacketKind.Boolean, 1, 0, rest, out token),
            WireCode.Float32 => Accept(PacketKind.Float, 1, 4, rest, out token),
            WireCode.Float64 => Accept(PacketKind.Float, 1, 8, rest, out token),
            >= WireCode.UInt8 and <= WireCode.UInt64 => Accept(PacketKind.Integer, 1, 1u << (code - WireCode.UInt8), rest, out token),
            >= WireCode.Int8 and <= WireCode.Int64 => Accept(PacketKind.Integer, 1, 1u << (code - WireCode.Int8), rest, out token),
            >= WireCode.FixExt1 and <= WireCode.FixExt16 => Extension(1, 1u << (code - WireCode.FixExt1), rest, out token),
            WireCode.Reserved => false,
            _ => TryReadSized(code, rest, out token),
        };
    }

    private static bool TryReadSized(byte code, ReadOnlySpan<byte> rest, out WireToken token)
    {
        int width = code switch
        {
            WireCode.Bin8 or WireCode.Str8 or WireCode.Ext8 => 1,
            WireCode.Bin16 or WireCode.Str16 or WireCode.Ext16 or WireCode.Array16 or WireCode.Map16 => 2,
            _ => 4,
        };
        if (rest.Length <= width)
        {
            token = default;
            return false;
        }

        uint length = width switch
        {
            1 => rest[1],
            2 => BinaryPrimitives.ReadUInt16BigEndian(rest[1..]),
            _ => BinaryPrimitives.ReadUInt32BigEndian(rest[1..]),
        };
        return code switch
        {
            WireCode.Bin8 or WireCode.Bin16 or WireCode.Bin32 => Accept(PacketKind.Binary, 1 + width, length, rest, out token),
            WireCode.Str8 or WireCode.Str16 or WireCode.Str32 => Accept(PacketKind.String, 1 + width, length, rest, out token),
            WireCode.Array16 or WireCode.Array32 => Accept(PacketKind.Array, 1 + width, length, rest, out token),
            WireCode.Map16 or WireCode.Map32 => Accept(PacketKind.Map, 1 + width, (ulong)length * 2, rest, out token),
            _ => Extension(1 + width, length, rest, out token),
        };
    }

    private static bool Extension(int typeIndex, uint length, ReadOnlySpan<byte> rest, out WireToken token)
    {
        if (rest.Length <= typeIndex)
        {
            token = default;
            return false;
        }

        PacketKind kind = (sbyte)rest[typeIndex] == WireCode.TimestampType ? PacketKind.Timestamp : PacketKind.Extension;
        return Accept(kind, typeIndex + 1, length, rest, out token);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Accept(PacketKind kind, int headerLength, ulong length, ReadOnlySpan<byte> rest, out WireToken token)
    {
        token = new WireToken(kind, headerLength, (uint)length);
        return length <= (ulong)(rest.Length - headerLength);
    }
}
