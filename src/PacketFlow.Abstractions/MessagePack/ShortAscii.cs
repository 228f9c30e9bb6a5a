using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PacketFlow.MessagePack;

/// <summary>
/// ASCII of a few characters to bytes. Most strings of a message are so short that the call of the framework's encoder costs more
/// than its work; here each length takes a handful of instructions: pieces that overlap instead of a loop over the characters.
/// </summary>
internal static class ShortAscii
{
    private const ulong NotAscii = 0xFF80_FF80_FF80_FF80;

    /// <summary>Writes the characters, one byte each, unless one of them is no ASCII: then what was written means nothing.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="target">Where there is room for as many bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryWrite(ReadOnlySpan<char> text, ref byte target)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        return text.Length switch
        {
            >= 8 => TryWriteEights(ref source, (nuint)text.Length, ref target),
            >= 4 => TryWriteFours(ref source, (nuint)text.Length, ref target),
            > 0 => TryWriteOnes(ref source, (nuint)text.Length, ref target),
            _ => true,
        };
    }

    private static bool TryWriteEights(ref ushort source, nuint length, ref byte target)
    {
        nuint last = length - 8;
        Vector128<ushort> all = Vector128<ushort>.Zero;
        for (nuint i = 0; i < last; i += 8)
        {
            all |= Narrow(ref source, i, ref target);
        }

        all |= Narrow(ref source, last, ref target);
        return (all & Vector128.Create(NotAscii).AsUInt16()) == Vector128<ushort>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrow(ref ushort source, nuint at, ref byte target)
    {
        Vector128<ushort> eight = Vector128.LoadUnsafe(ref source, at);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), Vector128.Narrow(eight, eight).AsUInt64().ToScalar());
        return eight;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWriteFours(ref ushort source, nuint length, ref byte target)
    {
        nuint last = length - 4;
        ulong first = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref source));
        ulong second = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref source, last)));
        Vector128<ushort> both = Vector128.Create(first, second).AsUInt16();
        ulong narrow = Vector128.Narrow(both, both).AsUInt64().ToScalar();
        Unsafe.WriteUnaligned(ref target, (uint)narrow);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, last), (uint)(narrow >> 32));
        return ((first | second) & NotAscii) == 0;
    }

    /// <summary>One to three: the first, the middle and the last one are all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWriteOnes(ref ushort source, nuint length, ref byte target)
    {
        ushort first = source;
        ushort middle = Unsafe.Add(ref source, length >> 1);
        ushort last = Unsafe.Add(ref source, length - 1);
        target = (byte)first;
        Unsafe.Add(ref target, length >> 1) = (byte)middle;
        Unsafe.Add(ref target, length - 1) = (byte)last;
        return (first | middle | last) < 0x80;
    }
}
