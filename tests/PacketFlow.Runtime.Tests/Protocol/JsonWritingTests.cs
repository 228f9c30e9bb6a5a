using System.Text;
using System.Text.Json;
using PacketFlow.Reactor;

namespace PacketFlow.Protocol;

public class JsonWritingTests
{
    [Fact]
    public void Result_has_the_documents_members() => Write(static output =>
            JsonWriting.Result(output, "a1"u8, PacketCodec.FromJson("""{"x":[1,"é"]}"""), 12, 0))
        .ShouldBe("""{"packet_id":"a1","status":"success","data":{"x":[1,"é"]},"duration_ms":12}""");

    [Fact]
    public void Result_says_that_its_timeout_was_clamped() => Write(static output => JsonWriting.Result(output, "a"u8, [0xC0], 0, 1.5))
        .ShouldBe("""{"packet_id":"a","status":"success","data":null,"duration_ms":0,"timeout_ms":1500}""");

    [Fact]
    public void Failure_has_code_message_category_and_wait() => Write(static output => JsonWriting.Failure(
            output, "a\"\n"u8, new AtomError("PF429", ErrorCategory.Retryable, "full \"é\"\u0001", TimeSpan.FromMilliseconds(1500)), 3))
        .ShouldBe("""{"packet_id":"a\"\n","status":"error","error":{"code":"PF429","message":"full \"é\"\u0001","category":"retryable","retry_after":1.5},"duration_ms":3}""");

    [Fact]
    public void Failure_of_no_packet_has_no_id() =>
        Write(static output => JsonWriting.Failure(output, default, new AtomError("PF003", ErrorCategory.Fatal, "m"), 0)).ShouldStartWith("""{"packet_id":null,""");

    [Fact]
    public void Long_messages_are_written_whole()
    {
        string message = new string('é', 10_000) + "\"";

        using JsonDocument error = JsonDocument.Parse(Write(output => JsonWriting.Error(output, new AtomError("PF500", ErrorCategory.Fatal, message))));

        error.RootElement.GetProperty("message").GetString().ShouldBe(message);
    }

    [Theory]
    [InlineData(new byte[] { 0xCB, 0x7F, 0xF8, 0, 0, 0, 0, 0, 0 }), InlineData(new byte[] { 0xA1, 0xFF }), InlineData(new byte[] { 0x82, 0xA1, 0x61, 1, 0xA1, 0x61, 2 })]
    [InlineData(new byte[] { 0xC0, 0xC0 }), InlineData(new byte[] { 0x92, 0xC0 }), InlineData(new byte[] { 0xC1 }), InlineData(new byte[] { 0x81, 0xC0, 0xC0 })]
    public void Result_that_is_no_value_of_JSON_is_a_typed_error(byte[] data) =>
        Should.Throw<PacketFormatException>(() => Write(output => JsonWriting.Result(output, "a"u8, data, 0, 0)));

    private static string Write(Action<Scratch> write)
    {
        var output = new Scratch();
        write(output);
        return Encoding.UTF8.GetString(output.Written);
    }
}
