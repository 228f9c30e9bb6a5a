using System.Diagnostics;

namespace PacketFlow.MessagePack;

/// <summary>
/// The one form of a value that all its encodings have in common: shortest integers and lengths, floats of 64 bits, map members
/// sorted by key. Takes values that were validated; recursion ends at the depth that they were validated for.
/// </summary>
internal static class WireCanonical
{
    public static byte[] Of(ReadOnlySpan<byte> value)
    {
        ScratchBuffer buffer = new();
        PacketWriter writer = new(buffer);
        PacketReader reader = new(value, PacketReader.MaxConfigurableDepth);
        Write(ref writer, ref reader);
        writer.Flush();
        return buffer.ToArray();
    }

    private static void Write(ref PacketWriter writer, ref PacketReader reader)
    {
        switch (reader.PeekKind())
        {
            case PacketKind.Integer:
                Int128 number = reader.ReadInteger(long.MinValue, ulong.MaxValue, "int");
                if (number < 0)
                {
                    writer.WriteInt64((long)number);
                }
                else
                {
                    writer.WriteUInt64((ulong)number);
                }

                break;
            case PacketKind.Float:
                // All NaN are one value here, whatever their bits; adding zero turns -0.0 into 0.0, to which it is equal.
                double value = reader.ReadDouble();
                writer.WriteDouble(double.IsNaN(value) ? double.NaN : value + 0.0);
                break;
            case PacketKind.String:
                writer.WriteUtf8(reader.ReadUtf8());
                break;
            case PacketKind.Binary:
                writer.WriteBinary(reader.ReadBinary());
                break;
            case PacketKind.Timestamp:
                reader.ReadTimestamp(out long seconds, out uint nanoseconds);
                writer.WriteTimestamp(seconds, nanoseconds);
                break;
            case PacketKind.Extension:
                ReadOnlySpan<byte> content = reader.ReadExtension(out sbyte type);
                writer.WriteExtension(type, content);
                break;
            case PacketKind.Array:
                WriteArray(ref writer, ref reader);
                break;
            case PacketKind.Map:
                WriteMap(ref writer, ref reader);
                break;
            case PacketKind.Nil or PacketKind.Boolean:
                writer.WriteRaw(reader.ReadRaw());
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteArray(ref PacketWriter writer, ref PacketReader reader)
    {
        int count = reader.EnterArray();
        writer.WriteArrayHeader(count);
        for (int i = 0; i < count; i++)
        {
            Write(ref writer, ref reader);
        }

        reader.Leave();
    }

    private static void WriteMap(ref PacketWriter writer, ref PacketReader reader)
    {
        int count = reader.EnterMap();
        byte[][] keys = new byte[count][];
        byte[][] values = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            keys[i] = Of(reader.ReadRaw());
            values[i] = Of(reader.ReadRaw());
        }

        reader.Leave();
        Array.Sort(keys, values, BytesComparer.Instance);
        writer.WriteMapHeader(count);
        for (int i = 0; i < count; i++)
        {
            writer.WriteRaw(keys[i]);
            writer.WriteRaw(values[i]);
        }
    }
}
