using System.Text;

namespace PacketFlow.Protocol;

public class JsonFrameTests
{
    [Theory]
    [InlineData("""{"type":"submit","seq":7,"payload":{"a":[1]}}""", "Submit", 7, """{"a":[1]}""")]
    [InlineData("""{"payload":[],"seq":4294967295,"type":"result"}""", "Result", 4294967295, "[]")]
    [InlineData(""" { "type" : "error" , "payload" : "x" } """, "Error", 0, "\"x\"")]
    [InlineData("""{"type":"heartbeat","seq":1}""", "Heartbeat", 1, "")]
    [InlineData("""{"type":"register","seq":1,"payload":null,"more":{"type":[{}]}}""", "Register", 1, "null")]
    [InlineData("""{"t\u0079pe":"sub\u006dit","seq":2}""", "Submit", 2, "")]
    public void Frame_gives_its_parts_in_any_order(string text, string type, uint sequence, string payload)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        JsonFrame frame = JsonFrame.Parse(utf8);

        frame.Type.ToString().ShouldBe(type);
        frame.Sequence.ShouldBe(sequence);
        Encoding.UTF8.GetString(frame.Payload.In(utf8)).ShouldBe(payload);
    }

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("null"), InlineData("[]"), InlineData("7"), InlineData("\"submit\""), InlineData("{}"), InlineData("{"), InlineData("nul")]
    [InlineData("""{"type":"submit","seq":1}{}"""), InlineData("""{"type":"submit","seq":1},"""), InlineData("""{"type":"submit","seq":1,}""")]
    [InlineData("""{"type":"submit" "seq":1}"""), InlineData("""{"type":"submit"/* */}"""), InlineData("""{'type':'submit'}"""), InlineData("""{type:"submit"}""")]
    [InlineData("""{"type":"Submit"}"""), InlineData("""{"type":"submit "}"""), InlineData("""{"type":1}"""), InlineData("""{"type":null}"""), InlineData("""{"type":["submit"]}""")]
    [InlineData("""{"type":"delete"}"""), InlineData("""{"type":"submit","type":"submit"}"""), InlineData("""{"type":"submit","seq":1,"seq":1}""")]
    [InlineData("""{"type":"submit","payload":{},"payload":{}}"""), InlineData("""{"type":"submit","seq":-1}"""), InlineData("""{"type":"submit","seq":4294967296}""")]
    [InlineData("""{"type":"submit","seq":1.5}"""), InlineData("""{"type":"submit","seq":"1"}"""), InlineData("""{"type":"submit","seq":null}"""), InlineData("""{"type":"submit","seq":01}""")]
    [InlineData("""{"type":"submit","payload":{"a":}}"""), InlineData("""{"type":"submit","payload":[1,]}"""), InlineData("""{"type":"submit","payload":NaN}""")]
    [InlineData("""{"type":"submit","payload":"\x"}"""), InlineData("""{"\ud800":1,"type":"submit"}"""), InlineData("""{"type":"\ud800xxxx"}"""), InlineData("{\"type\":\"submit\",\"a\":\"\n\"}")]
    [InlineData("\ufeff{\"type\":\"submit\"}"), InlineData("{\"type\":\"submit\"}\0"), InlineData("{\"type\":\"submit\",\"payload\":tru}")]
    public void What_is_no_frame_is_PF002(string text) => Fault(Encoding.UTF8.GetBytes(text)).ShouldBe("PF002");

    [Fact]
    public void Frame_cut_off_anywhere_is_PF002()
    {
        byte[] whole = """{"type":"submit","seq":7,"payload":{"id":"a","data":[1,{"x":"é\n"}]}}"""u8.ToArray();
        for (int length = 0; length < whole.Length; length++)
        {
            Fault(whole[..length]).ShouldBe("PF002", $"{length} bytes");
        }
    }

    [Fact]
    public void A_million_brackets_are_PF002()
    {
        byte[] text = [.. """{"type":"submit","payload":"""u8, .. Enumerable.Repeat((byte)'[', 1_000_000)];

        Fault(text).ShouldBe("PF002");
    }

    [Fact]
    public void A_frame_of_blanks_is_PF002() => Fault([.. Enumerable.Repeat((byte)' ', 1 << 20)]).ShouldBe("PF002");

    [Fact]
    public void Flipped_bytes_never_give_another_exception()
    {
        byte[] seed = """
            {"type":"submit","seq":12,"payload":{"version":"1.0","id":"a\u00e9","group":"df","element":"tr","priority":5,"timeout_ms":30000,
            "dependencies":["x","y"],"metadata":{"correlation_id":"c","traceparent":"t"},"data":{"a":[1,2.5,-3e2,true,null,{"b":"é\ud83d\ude00"}]}}}
            """u8.ToArray();
        var random = new Random(1);
        var output = new Reactor.Scratch();
        for (int i = 0; i < 50_000; i++)
        {
            byte[] text = (byte[])seed.Clone();
            for (int flips = random.Next(1, 6); flips > 0; flips--)
            {
                text[random.Next(text.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : seed[random.Next(seed.Length)];
            }

            if (Fault(text) is null && JsonFrame.Parse(text) is { Type: JsonFrameType.Submit } frame)
            {
                output.Truncate(0);
                JsonPacket.Parse(frame.Payload.In(text), output, 64, out AtomFields atom, out _);
                if (atom.Problem is null)
                {
                    FlowValue.Parse(atom.Payload.IsEmpty ? [0xC0] : atom.Payload.In(output.Written));
                }
            }
        }
    }

    private static string? Fault(byte[] text)
    {
        try
        {
            JsonFrame.Parse(text);
            return null;
        }
        catch (PacketFlowException fault)
        {
            return fault.Code;
        }
    }
}
