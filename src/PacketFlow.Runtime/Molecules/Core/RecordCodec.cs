using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace PacketFlow.Molecules.Core;

/// <summary>
/// Records to bytes and back: a MessagePack array for each, one after the other. What a seal has closed is an extension and no binary, so
/// that records of before and after it can stand beside each other.
/// </summary>
internal static class RecordCodec
{
    private const int Fields = 10;
    private const sbyte Sealed = 80;

    public static void Write(IBufferWriter<byte> output, List<RunRecord> records, RecordSeal? seal = null)
    {
        var writer = new PacketWriter(output);
        foreach (ref readonly RunRecord record in CollectionsMarshal.AsSpan(records))
        {
            Write(ref writer, in record, seal);
        }

        writer.Flush();
    }

    /// <exception cref="PacketFormatException">The bytes are no records.</exception>
    public static List<RunRecord> Read(ReadOnlySpan<byte> bytes, RecordSeal? seal = null)
    {
        var records = new List<RunRecord>();
        var reader = new PacketReader(bytes);
        while (reader.Remaining > 0)
        {
            records.Add(Read(ref reader, seal));
        }

        return records;
    }

    private static void Write(ref PacketWriter writer, in RunRecord record, RecordSeal? seal)
    {
        writer.WriteArrayHeader(Fields);
        writer.WriteInt32((int)record.Kind);
        writer.WriteInt64(record.At);
        writer.WriteInt32(record.Step);
        writer.WriteInt32(record.Index);
        writer.WriteInt32(record.Attempt);
        writer.WriteInt64(record.Due);
        if (record.Data is null)
        {
            writer.WriteNil();
        }
        else if (seal is null)
        {
            writer.WriteBinary(record.Data);
        }
        else
        {
            writer.WriteExtension(Sealed, seal.Close(record.Data));
        }

        writer.WriteArrayHeader(record.Numbers.Length);
        foreach (int number in record.Numbers)
        {
            writer.WriteInt32(number);
        }

        WriteError(ref writer, record.Error, seal);
        if (record.Text is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteString(record.Text);
        }
    }

    private static void WriteError(ref PacketWriter writer, RunError? error, RecordSeal? seal)
    {
        if (error is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(4);
        writer.WriteString(error.Code);
        writer.WriteInt32((int)error.Category);
        if (seal is null)
        {
            writer.WriteString(error.Message);
        }
        else
        {
            writer.WriteExtension(Sealed, seal.Close(Encoding.UTF8.GetBytes(error.Message)));
        }

        writer.WriteDouble(error.RetryAfter?.TotalSeconds ?? 0);
    }

    private static RunRecord Read(ref PacketReader reader, RecordSeal? seal)
    {
        reader.EnterTuple(Fields);
        var record = new RunRecord((RecordKind)reader.ReadByte())
        {
            At = reader.ReadInt64(),
            Step = reader.ReadInt32(),
            Index = reader.ReadInt32(),
            Attempt = reader.ReadInt32(),
            Due = reader.ReadInt64(),
            Data = reader.TryReadNil() ? null : IsSealed(ref reader) ? Open(ref reader, seal) : reader.ReadBinary(),
            Numbers = ReadNumbers(ref reader),
            Error = ReadError(ref reader, seal),
            Text = reader.TryReadNil() ? null : reader.ReadString(),
        };
        reader.Leave();
        return record;
    }

    private static int[] ReadNumbers(ref PacketReader reader)
    {
        int count = reader.EnterArray();
        int[] numbers = count == 0 ? [] : new int[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = reader.ReadInt32();
        }

        reader.Leave();
        return numbers;
    }

    private static RunError? ReadError(ref PacketReader reader, RecordSeal? seal)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        reader.EnterTuple(4);
        var error = new RunError(
            reader.ReadString(),
            (ErrorCategory)reader.ReadInt32(),
            IsSealed(ref reader) ? Encoding.UTF8.GetString(Open(ref reader, seal)) : reader.ReadString());
        double seconds = reader.ReadDouble();
        reader.Leave();
        return seconds > 0 ? error with { RetryAfter = TimeSpan.FromSeconds(seconds) } : error;
    }

    private static bool IsSealed(ref PacketReader reader) => reader.PeekKind() == PacketKind.Extension;

    private static byte[] Open(ref PacketReader reader, RecordSeal? seal)
    {
        ReadOnlySpan<byte> payload = reader.ReadExtension(out sbyte type);
        return type == Sealed && seal is not null ? seal.Open(payload) : throw new PacketFormatException(
            ErrorCodes.PayloadMismatch, "", 0, "a sealed payload, and nothing to open it with");
    }
}
