using System.Buffers;
using System.Text.Json.Nodes;
using PacketFlow.Protocol;

namespace PacketFlow.Conformance;

/// <summary>Messages as we write them, beside those of public encoders.</summary>
public class WrittenFramesTests
{
    private const uint Time = 1721980800;

    private static readonly JsonNode Messages = Vectors.Read("wire-frames.json")["messages"]!;

    [Fact]
    public void Submit_is_byte_for_byte_the_encoders_but_for_the_width_of_its_sequence_and_who_sends_it() =>
        Submit("submit_transform", 12345, AtomGroup.Df, "transform", new SubmitOptions { Priority = 7 }, 30)
            .ShouldBe(Encoded("submit_transform").Replace("A173CD3039", "A173CE00003039").Replace("A373726301", "A373726300").Replace("A364737405", "A364737400"));

    [Fact]
    public void Submit_of_the_least_is_byte_for_byte_the_encoders_but_for_the_width_of_its_sequence() =>
        Submit("submit_minimal", 1, AtomGroup.Cf, "ping", new SubmitOptions(), 0).ShouldBe(Encoded("submit_minimal").Replace("A17301", "A173CE00000001"));

    // Of the priority at two places we write the atom's, which is the one that counts.
    [Fact]
    public void Submit_with_every_option_is_byte_for_byte_the_encoders_but_for_the_second_priority() =>
        Submit(
            "submit_options", uint.MaxValue, AtomGroup.Ed, "signal", new SubmitOptions { Priority = 10, Ttl = TimeSpan.FromSeconds(65535), CorrelationId = "abc123" }, 5)
            .ShouldBe(Encoded("submit_options").Replace("8AA17601", "89A17601").Replace("A17405A1700A", "A17405").Replace("CDFFFFA364", "00A364").Replace("A3647374CDFFFF", "A364737400"));

    [Fact]
    public void Result_is_byte_for_byte_the_encoders_but_for_the_width_of_its_sequence_and_who_sends_it()
    {
        JsonNode data = Messages["result"]!["value"]!["d"]!;

        string written = Write((ref PacketWriter writer) =>
        {
            MessageWriter.BeginResult(ref writer, 12345, Time, destination: 1, "a123"u8, clamped: false);
            writer.WriteRaw(PacketCodec.FromJson(data["data"]!.ToJsonString()));
            MessageWriter.EndResult(ref writer, 2, 0);
        });

        written.ShouldBe(Encoded("result").Replace("A173CD3039", "A173CE00003039").Replace("A373726305", "A373726300"));
    }

    [Fact]
    public void Result_for_nobody_in_particular_is_the_same_message()
    {
        string plain = Write((ref PacketWriter writer) => Result(ref writer, destination: 0, clamped: 0));
        string named = Write((ref PacketWriter writer) => Result(ref writer, destination: 1, clamped: 0));
        string clamped = Write((ref PacketWriter writer) => Result(ref writer, destination: 1, clamped: 1.5));

        named.ShouldBe(plain.Replace("A364737400", "A364737401"));
        clamped.ShouldBe(named.Replace("83A761746F6D", "84A761746F6D") + "A774696D656F7574CB3FF8000000000000");
    }

    [Fact]
    public void Error_holds_what_the_encoders_does_and_its_code()
    {
        var output = new ArrayBufferWriter<byte>();

        MessageWriter.Error(output, 12345, Time, destination: 1, "a123"u8, new AtomError(
            ErrorCodes.Overloaded, ErrorCategory.Retryable, "Reactor temporarily overloaded", TimeSpan.FromSeconds(5)));

        JsonNode written = JsonNode.Parse(PacketCodec.ToJson(output.WrittenSpan))!;
        JsonObject error = written["d"]!.AsObject();
        string? code = (string?)error["code"];
        error.Remove("code");
        code.ShouldBe("PF429");
        JsonNode expected = Messages["error_retryable"]!["value"]!.DeepClone();
        expected["src"] = 0;
        JsonNode.DeepEquals(written, expected).ShouldBeTrue(written.ToJsonString());
    }

    [Fact]
    public void Ping_is_the_encoders_with_nothing_in_it()
    {
        var output = new ArrayBufferWriter<byte>();

        SubmitWriter.Ping(output, 2, Time);

        Convert.ToHexString(output.WrittenSpan).ShouldBe(
            Encoded("ping").Replace("A17302", "A173CE00000002").Replace("A364737405", "A364737400").Replace("A16480", "A164C0"));
    }

    // We write its empty d, which the encoders leave out: the sequence then stands where it does in every message.
    [Fact]
    public void Batch_is_byte_for_byte_the_encoders_but_for_its_empty_data()
    {
        JsonArray atoms = Messages["batch_submit"]!["value"]!["atoms"]!.AsArray();
        string packed = Write((ref PacketWriter writer) =>
        {
            foreach (JsonNode atom in atoms.Select(static atom => atom!))
            {
                PeriodicTable.TryParseGroup((string)atom["g"]!, out AtomGroup group).ShouldBeTrue();
                SubmitWriter.BeginAtom(ref writer, System.Text.Encoding.UTF8.GetBytes((string)atom["id"]!), group, (string)atom["e"]!, new SubmitOptions(), 0);
                writer.WriteRaw(PacketCodec.FromJson(atom["d"]!.ToJsonString()));
                SubmitWriter.EndAtom(ref writer, new SubmitOptions(), 0);
            }
        });
        var output = new ArrayBufferWriter<byte>();

        SubmitWriter.Batch(output, 4, Time, atoms.Count, Convert.FromHexString(packed), new SubmitOptions(), default);

        Convert.ToHexString(output.WrittenSpan).ShouldBe(Encoded("batch_submit").Replace("87A17601", "88A17601").Replace("A17304", "A173CE00000004")
            .Replace("A373726301", "A373726300").Replace("A364737405A5", "A364737400A164C0A5"));
    }

    private delegate void Writing(ref PacketWriter writer);

    private static string Encoded(string message) => ((string)Messages[message]!["encodings"]!["@msgpack/msgpack"]!).ToUpperInvariant();

    private static string Submit(string message, uint sequence, AtomGroup group, string element, SubmitOptions options, double timeoutSeconds)
    {
        JsonNode atom = Messages[message]!["value"]!["d"]!;
        return Write((ref PacketWriter writer) =>
        {
            SubmitWriter.Begin(ref writer, sequence, Time, System.Text.Encoding.UTF8.GetBytes((string)atom["id"]!), group, element, options, timeoutSeconds, default);
            writer.WriteRaw(PacketCodec.FromJson(atom["d"]!.ToJsonString()));
            SubmitWriter.End(ref writer, options, timeoutSeconds, default);
        });
    }

    private static void Result(ref PacketWriter writer, ushort destination, double clamped)
    {
        MessageWriter.BeginResult(ref writer, 7, Time, destination, "a"u8, clamped > 0);
        writer.WriteNil();
        MessageWriter.EndResult(ref writer, 0, clamped);
    }

    private static string Write(Writing write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(output);
        write(ref writer);
        writer.Flush();
        return Convert.ToHexString(output.WrittenSpan);
    }
}
