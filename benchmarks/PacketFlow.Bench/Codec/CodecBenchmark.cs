using System.Buffers;
using System.Text.Json;

namespace PacketFlow.Bench;

/// <summary>The generated formatter beside a hand-written codec and System.Text.Json's generated one, over one protocol message.</summary>
internal static class CodecBenchmark
{
    private const int Operations = 200_000;

    public static Table Run()
    {
        Message message = Message.Sample;
        byte[] packed = PacketCodec.Serialize(message);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(message, MessageJson.Default.Message);
        byte[] hand = new byte[256];
        int handLength = HandWritten.Write(hand, message);
        if (!packed.AsSpan().SequenceEqual(hand.AsSpan(0, handLength)))
        {
            throw new InvalidOperationException("The generated and the hand-written codec do not write the same bytes.");
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        var jsonBuffer = new ArrayBufferWriter<byte>(1024);
        using var jsonWriter = new Utf8JsonWriter(jsonBuffer);

        Measure.Figures[] writes = Measure.Interleaved(
            Operations,
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    buffer.ResetWrittenCount();
                    PacketCodec.Serialize(buffer, message);
                }
            },
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    HandWritten.Write(hand, message);
                }
            },
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    jsonBuffer.ResetWrittenCount();
                    jsonWriter.Reset();
                    JsonSerializer.Serialize(jsonWriter, message, MessageJson.Default.Message);
                }
            });

        Measure.Figures[] reads = Measure.Interleaved(
            Operations,
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    PacketCodec.Deserialize<Message>(packed);
                }
            },
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    HandWritten.Read(packed);
                }
            },
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    JsonSerializer.Deserialize(json, MessageJson.Default.Message);
                }
            });

        var table = new Table(
            $"codec: one df:transform submit, {packed.Length} bytes of MessagePack, {json.Length} of JSON; medians of one run, in turn",
            "who", "write ns", "read ns", "bytes written", "bytes allocated by read");
        string[] names = ["PacketFlow, generated", "hand-written over spans", "System.Text.Json, source-generated"];
        for (int i = 0; i < names.Length; i++)
        {
            table.Row(
                names[i], Table.Number(writes[i].Nanoseconds), Table.Number(reads[i].Nanoseconds),
                (i == 2 ? json.Length : packed.Length).ToString(System.Globalization.CultureInfo.InvariantCulture), Table.Number(reads[i].Bytes, 0));
        }

        table.Ratio("write to hand-written", writes[0].Nanoseconds / writes[1].Nanoseconds, 1.3);
        table.Ratio("read to hand-written", reads[0].Nanoseconds / reads[1].Nanoseconds, 1.3);
        table.Ratio(
            "write and read to System.Text.Json",
            (writes[0].Nanoseconds + reads[0].Nanoseconds) / (writes[2].Nanoseconds + reads[2].Nanoseconds),
            0.30);
        table.Ratio("bytes allocated by write", writes[0].Bytes, 0);
        table.Ratio("bytes allocated by read, to the result's own objects", reads[0].Bytes / reads[1].Bytes, 1);
        return table;
    }
}
