using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PacketFlow.Molecules.Journals;

/// <summary>CRC-32C over a batch and its place, so that a flipped bit or a batch in the wrong place is seen when it is read.</summary>
internal static class Checksum
{
    public const int Length = sizeof(uint);

    public static uint Of(string run, int number, ReadOnlySpan<byte> data)
    {
        uint crc = Add(uint.MaxValue, MemoryMarshal.AsBytes(run.AsSpan()));
        crc = BitOperations.Crc32C(crc, (uint)number);
        return ~Add(crc, data);
    }

    /// <summary>A batch with its checksum before it: what a journal keeps.</summary>
    public static byte[] Seal(string run, int number, ReadOnlySpan<byte> data)
    {
        byte[] sealedData = new byte[Length + data.Length];
        data.CopyTo(sealedData.AsSpan(Length));
        BinaryPrimitives.WriteUInt32LittleEndian(sealedData, Of(run, number, data));
        return sealedData;
    }

    /// <summary>Whether what a journal gave back is what it was given for that place.</summary>
    public static bool Holds(string run, int number, ReadOnlySpan<byte> sealedData) =>
        sealedData.Length >= Length && BinaryPrimitives.ReadUInt32LittleEndian(sealedData) == Of(run, number, sealedData[Length..]);

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return crc;
    }
}
