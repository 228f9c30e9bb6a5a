using System.Buffers;

namespace PacketFlow.Molecules.Core;

/// <summary>Puts encoded values together and takes them apart, without reading what is in them.</summary>
internal static class Packed
{
    public static readonly byte[] Nil = [0xC0];

    public static bool IsNil(byte[] value) => value is [0xC0];

    public static byte[] Map(ReadOnlySpan<(string Key, byte[] Value)> entries)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(output);
        writer.WriteMapHeader(entries.Length);
        foreach ((string key, byte[] value) in entries)
        {
            writer.WriteString(key);
            writer.WriteRaw(value);
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Array(ReadOnlySpan<Slot> slots)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(output);
        writer.WriteArrayHeader(slots.Length);
        foreach (Slot slot in slots)
        {
            writer.WriteRaw(slot.Output!);
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Values of which some may be missing, which is something else than nil.</summary>
    public static byte[] OfParts(byte[]?[] parts)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(output);
        writer.WriteArrayHeader(parts.Length);
        foreach (byte[]? part in parts)
        {
            writer.WriteArrayHeader(part is null ? 0 : 1);
            writer.WriteRaw(part);
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public static byte[]?[] Parts(byte[] array) => [.. Items(array).Select(static part => Items(part).FirstOrDefault())];

    /// <summary>The items of an array; none for nil.</summary>
    public static byte[][] Items(byte[] array)
    {
        var reader = new PacketReader(array);
        if (reader.TryReadNil())
        {
            return [];
        }

        var items = new byte[reader.EnterArray()][];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = reader.ReadRaw().ToArray();
        }

        return items;
    }
}
