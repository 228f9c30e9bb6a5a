using PacketFlow.MessagePack;

namespace PacketFlow;

// Reading is as tolerant as a typed reader's; making is by implicit conversion, so that a value can be written as it would be in JSON.
public readonly partial struct FlowValue
{
    /// <summary>True or false.</summary>
    public bool AsBoolean() => Reader().ReadBoolean();

    /// <summary>An integer of 32 bits.</summary>
    public int AsInt32() => Reader().ReadInt32();

    /// <summary>An integer of 64 bits.</summary>
    public long AsInt64() => Reader().ReadInt64();

    /// <summary>An unsigned integer of 64 bits.</summary>
    public ulong AsUInt64() => Reader().ReadUInt64();

    /// <summary>A float of 64 bits.</summary>
    public double AsDouble() => Reader().ReadDouble();

    /// <summary>A string.</summary>
    public string AsString() => Reader().ReadString();

    /// <summary>Bytes, as a copy.</summary>
    public byte[] AsBinary() => Reader().ReadBinary();

    /// <summary>A time in UTC.</summary>
    public DateTime AsDateTime() => Reader().ReadTimestamp();

    /// <summary>A boolean.</summary>
    public static implicit operator FlowValue(bool value) => Make(value, static (ref PacketWriter writer, bool it) => writer.WriteBoolean(it));

    /// <summary>An integer.</summary>
    public static implicit operator FlowValue(int value) => (long)value;

    /// <summary>An integer.</summary>
    public static implicit operator FlowValue(long value) => Make(value, static (ref PacketWriter writer, long it) => writer.WriteInt64(it));

    /// <summary>An integer.</summary>
    public static implicit operator FlowValue(ulong value) => Make(value, static (ref PacketWriter writer, ulong it) => writer.WriteUInt64(it));

    /// <summary>A float.</summary>
    public static implicit operator FlowValue(double value) => Make(value, static (ref PacketWriter writer, double it) => writer.WriteDouble(it));

    /// <summary>A string; null as nil.</summary>
    public static implicit operator FlowValue(string? value) => Make(value, static (ref PacketWriter writer, string? it) => writer.WriteString(it));

    /// <summary>Bytes; null as nil.</summary>
    public static implicit operator FlowValue(byte[]? value) =>
        value is null ? Nil : Make(value, static (ref PacketWriter writer, byte[] it) => writer.WriteBinary(it));

    /// <summary>A point in time.</summary>
    public static implicit operator FlowValue(DateTime value) => Make(value, static (ref PacketWriter writer, DateTime it) => writer.WriteTimestamp(it));

    private delegate void Write<T>(ref PacketWriter writer, T value);

    private static FlowValue Make<T>(T value, Write<T> write)
    {
        using ScratchBuffer.Lease scratch = ScratchBuffer.Rent();
        PacketWriter writer = new(scratch.Buffer);
        write(ref writer, value);
        writer.Flush();
        return new FlowValue(scratch.Buffer.ToArray());
    }
}
