using System.Buffers;

namespace PacketFlow.Molecules.Core;

/// <summary>Puts encoded values together and takes them apart, without reading what is in them.</summary>
internal static class Packed
{
    public static readonly byte[] Nil = [0xC0];

    /// <summary>Stands for an input that is on record already; no value is so short.</summary>
    public static readonly byte[] OnRecord = [];

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

    /// <summary>
    /// Inputs of which some are missing, which is something else than nil, and some are <see cref="OnRecord"/>. Each is kept as bytes: it may be as deep
    /// as a value can be.
    /// </summary>
    public static byte[] OfInputs(byte[]?[] inputs)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(output);
        writer.WriteArrayHeader(inputs.Length);
        foreach (byte[]? input in inputs)
        {
            if (input is null)
            {
                writer.WriteNil();
            }
            else
            {
                writer.WriteBinary(input);
            }
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public static byte[]?[] Inputs(byte[] packed)
    {
        var reader = new PacketReader(packed);
        byte[]?[] inputs = new byte[]?[reader.EnterArray()];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = reader.TryReadNil() ? null : reader.ReadBinary();
        }

        return inputs;
    }

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
