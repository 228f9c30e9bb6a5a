using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace PacketFlow.MessagePack;

public class ConformanceTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ConformanceSuite.Cases.Count)];

    [Fact]
    public void Suite_has_all_values_and_encodings()
    {
        ConformanceSuite.Cases.Count.ShouldBe(85);
        ConformanceSuite.Cases.Sum(each => each.Encodings.Length).ShouldBe(233);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Reader_given_a_span_reads_every_encoding(int index)
    {
        ConformanceSuite.Case each = ConformanceSuite.Cases[index];
        foreach (byte[] encoding in each.Encodings)
        {
            PacketReader reader = new(encoding);
            Expect(ref reader, each.Kind, each.Value);
            reader.Remaining.ShouldBe(0);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Reader_given_any_segmentation_reads_every_encoding(int index)
    {
        ConformanceSuite.Case each = ConformanceSuite.Cases[index];
        foreach (byte[] encoding in each.Encodings)
        {
            Expect(Segments.OfOneByte(encoding), each);
            for (int split = 0; split <= encoding.Length; split++)
            {
                Expect(Segments.SplitAt(encoding, split), each);
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Writer_writes_one_of_the_encodings(int index)
    {
        ConformanceSuite.Case each = ConformanceSuite.Cases[index];
        ArrayBufferWriter<byte> output = new();
        PacketWriter writer = new(output);
        Write(ref writer, each.Kind, each.Value);
        writer.Flush();
        each.Encodings.Select(Convert.ToHexString).ShouldContain(Convert.ToHexString(output.WrittenSpan));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Skip_ends_where_the_value_ends(int index)
    {
        foreach (byte[] encoding in ConformanceSuite.Cases[index].Encodings)
        {
            PacketReader reader = new([.. encoding, 0xC0]);
            reader.Skip();
            reader.Position.ShouldBe(encoding.Length);
        }
    }

    private static void Expect(ReadOnlySequence<byte> sequence, ConformanceSuite.Case each)
    {
        PacketReader reader = new(sequence);
        Expect(ref reader, each.Kind, each.Value);
        reader.Remaining.ShouldBe(0);
    }

    private static void Expect(ref PacketReader reader, string kind, JsonElement value)
    {
        switch (kind)
        {
            case "nil":
                reader.TryReadNil().ShouldBeTrue();
                break;
            case "bool":
                reader.ReadBoolean().ShouldBe(value.GetBoolean());
                break;
            case "binary":
                reader.ReadBinary().ShouldBe(ConformanceSuite.FromHex(value.GetString()!));
                break;
            case "number" when !value.TryGetInt64(out _):
                reader.ReadDouble().ShouldBe(value.GetDouble());
                break;
            case "number":
                reader.ReadInt64().ShouldBe(value.GetInt64());
                break;
            case "bignum":
                reader.ReadInteger(Int128.MinValue, Int128.MaxValue, "int").ShouldBe(Int128.Parse(value.GetString()!, CultureInfo.InvariantCulture));
                break;
            case "string":
                reader.ReadString().ShouldBe(value.GetString());
                break;
            case "timestamp":
                reader.ReadTimestamp(out long seconds, out uint nanoseconds);
                (seconds, nanoseconds).ShouldBe((value[0].GetInt64(), value[1].GetUInt32()));
                break;
            case "ext":
                reader.ReadExtension(out sbyte type).ToArray().ShouldBe(ConformanceSuite.FromHex(value[1].GetString()!));
                type.ShouldBe(value[0].GetSByte());
                break;
            case "array":
                reader.EnterArray().ShouldBe(value.GetArrayLength());
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Expect(ref reader, KindOf(item), item);
                }

                reader.Leave();
                break;
            case "map":
                reader.EnterMap().ShouldBe(value.EnumerateObject().Count());
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    System.Text.Encoding.UTF8.GetString(reader.ReadKey()).ShouldBe(member.Name);
                    Expect(ref reader, KindOf(member.Value), member.Value);
                }

                reader.Leave();
                break;
            default:
                throw new ArgumentException(kind, nameof(kind));
        }
    }

    private static void Write(ref PacketWriter writer, string kind, JsonElement value)
    {
        switch (kind)
        {
            case "nil": writer.WriteNil(); break;
            case "bool": writer.WriteBoolean(value.GetBoolean()); break;
            case "binary": writer.WriteBinary(ConformanceSuite.FromHex(value.GetString()!)); break;
            case "number" when !value.TryGetInt64(out _): writer.WriteDouble(value.GetDouble()); break;
            case "number": writer.WriteInt64(value.GetInt64()); break;
            case "bignum" when value.GetString()![0] == '-': writer.WriteInt64(long.Parse(value.GetString()!, CultureInfo.InvariantCulture)); break;
            case "bignum": writer.WriteUInt64(ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture)); break;
            case "string": writer.WriteString(value.GetString()); break;
            case "timestamp": writer.WriteTimestamp(value[0].GetInt64(), value[1].GetUInt32()); break;
            case "ext": writer.WriteExtension(value[0].GetSByte(), ConformanceSuite.FromHex(value[1].GetString()!)); break;
            case "array":
                writer.WriteArrayHeader(value.GetArrayLength());
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(ref writer, KindOf(item), item);
                }

                break;
            case "map":
                writer.WriteMapHeader(value.EnumerateObject().Count());
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    writer.WriteString(member.Name);
                    Write(ref writer, KindOf(member.Value), member.Value);
                }

                break;
            default:
                throw new ArgumentException(kind, nameof(kind));
        }
    }

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "map",
    };
}
