using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>The edges of JSON, over both doors that take it: what is accepted, what does not fit, and what is no JSON at all.</summary>
public sealed class JsonEdgeTests(BesiegedHost besieged) : IClassFixture<BesiegedHost>
{
    private const string NoJson = "PF002";

    private const string Misfit = "PF003";

    public static TheoryData<string, string?> Numbers => new()
    {
        { "0", null }, { "-0", null }, { "-0.0", null }, { "0e0", null }, { "0e+999999999", null }, { "1E2", null }, { "1e-2", null }, { "1.5e+3", null },
        { "9007199254740993", null }, { "-9223372036854775808", null }, { "18446744073709551615", null }, { "18446744073709551616", null },
        { "1.7976931348623157e308", null }, { "5e-324", null }, { "1e-400", null }, { "0." + new string('0', 5000) + "1", null }, { new string('9', 300), null },
        { "1e309", Misfit }, { "-1e309", Misfit }, { "1.8e308", Misfit }, { "1e2147483648", Misfit }, { "1e99999999999999999999", Misfit }, { new string('9', 400), Misfit },
        { "01", NoJson }, { "-01", NoJson }, { "00", NoJson }, { "+1", NoJson }, { "-", NoJson }, { "--1", NoJson }, { "-a", NoJson }, { ".5", NoJson }, { "-.5", NoJson },
        { "1.", NoJson }, { "1.e1", NoJson }, { "1e", NoJson }, { "1e+", NoJson }, { "1e1.5", NoJson }, { "1ee1", NoJson }, { "0x10", NoJson }, { "1_0", NoJson }, { "1 0", NoJson },
        { "1a", NoJson }, { "NaN", NoJson }, { "nan", NoJson }, { "Infinity", NoJson }, { "-Infinity", NoJson }, { "\uFF11", NoJson }, { "1\u0000", NoJson },
    };

    public static TheoryData<string, string?> Texts => new()
    {
        { "\"\"", null }, { "\"\\u0000\"", null }, { "\"\\u007f\u007F\"", null }, { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", null }, { "\"\\ud83d\\ude00\"", null },
        { "\"\U0001F600\"", null }, { "\"\u2028\u2029\uFEFF\uFFFE\uFFFF\"", null }, { "\"\\uFFFF\"", null }, { "\"\\uD83D\\uDE00\\u0041\"", null }, { "\"" + new string('a', 30_000) + "\"", null },
        { "\"\\ud800\"", Misfit }, { "\"\\udfff\"", Misfit }, { "\"\\ud800\\ud800\"", Misfit }, { "\"\\ud83d\\u0041\"", Misfit }, { "\"\\ude00\\ud83d\"", Misfit },
        { "\"\\ud83d\\n\"", Misfit }, { "\"\\ud83dx\"", Misfit }, { "{\"\\ud800\":1}", Misfit }, { "[\"\\udc00\"]", Misfit },
        { "\"\\x41\"", NoJson }, { "\"\\a\"", NoJson }, { "\"\\'\"", NoJson }, { "\"\\u\"", NoJson }, { "\"\\u12\"", NoJson }, { "\"\\u12G4\"", NoJson }, { "\"\\U0041\"", NoJson },
        { "\"\\u 041\"", NoJson }, { "\"\\\"", NoJson }, { "\"\\\u00E9\"", NoJson }, { "\"a", NoJson }, { "'a'", NoJson }, { "a", NoJson }, { "\"\n\"", NoJson }, { "\"\t\"", NoJson },
        { "\"\u0000\"", NoJson }, { "\"\u001F\"", NoJson }, { "\"a\"b\"", NoJson }, { "\"a\" \"b\"", NoJson },
    };

    public static TheoryData<string, string?> Structures => new()
    {
        { "[]", null }, { "{}", null }, { "[[]]", null }, { " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", null }, { "{\"\":1}", null }, { "{\"\":1,\"\\u0000\":2,\"a\":3}", null },
        { "{\"__proto__\":{\"x\":1},\"constructor\":2}", null }, { "[null,true,false]", null }, { Nested(64), null }, { new string(' ', 30_000) + "1", null },
        { "{\"a\":1,\"a\":1}", Misfit }, { "{\"a\":1,\"\\u0061\":2}", Misfit }, { "[{\"b\":{\"a\":1,\"b\":2,\"a\":null}}]", Misfit }, { "{\"\":1,\"\":1}", Misfit },
        { Nested(65), "PF413" }, { Nested(10_000), "PF413" }, { Objects(64), null }, { Objects(65), "PF413" },
        { "[1,]", NoJson }, { "[,1]", NoJson }, { "[,]", NoJson }, { "[1,,2]", NoJson }, { "[1 2]", NoJson }, { "[1", NoJson }, { "1]", NoJson }, { "[1}", NoJson }, { "[1]]", NoJson },
        { "{\"a\":1,}", NoJson }, { "{,}", NoJson }, { "{\"a\"}", NoJson }, { "{\"a\":}", NoJson }, { "{:1}", NoJson }, { "{a:1}", NoJson }, { "{'a':1}", NoJson }, { "{1:1}", NoJson },
        { "{null:1}", NoJson }, { "{[]:1}", NoJson }, { "{\"a\" 1}", NoJson }, { "{\"a\"::1}", NoJson }, { "{\"a\":1 \"b\":2}", NoJson }, { "{\"a\":1]", NoJson }, { "{\"a\":[1}", NoJson }, { "{", NoJson },
        { "[1]/* */", NoJson }, { "/**/1", NoJson }, { "[1//\n]", NoJson }, { "#\n1", NoJson }, { "True", NoJson }, { "TRUE", NoJson }, { "nul", NoJson }, { "nulll", NoJson },
        { "truefalse", NoJson }, { "undefined", NoJson }, { "\u00A01", NoJson }, { "\u000B1", NoJson }, { "\u000C1", NoJson }, { "\u20281", NoJson }, { "\uFEFF1", NoJson }, { "", NoJson }, { " ", NoJson },
        { new string('[', 30_000), NoJson }, { string.Concat(Enumerable.Repeat("{\"a\":", 6_000)), NoJson },
    };

    /// <summary>Bytes in a text, or elsewhere, that are no UTF-8. A text frame of a WebSocket may not hold them at all.</summary>
    public static TheoryData<string, string> Encodings => new()
    {
        { "22FF22", Misfit }, { "228022", Misfit }, { "22C0AF22", Misfit }, { "22C3", NoJson }, { "22E282", NoJson }, { "22E28222", Misfit }, { "22EDA08022", Misfit }, { "22F490808022", Misfit },
        { "22F88880808022", Misfit }, { "7B22FF223A317D", Misfit }, { "FF", NoJson }, { "5BFF5D", NoJson }, { "C2A0", NoJson },
    };

    /// <summary>Whole documents, as hex, that are no packet.</summary>
    public static TheoryData<string, string, string> Documents => new()
    {
        { "nothing", "", NoJson },
        { "blanks", "200A0D09", NoJson },
        { "a byte order mark before it", "EFBBBF" + Hex(Packet("1")), NoJson },
        { "a byte order mark alone", "EFBBBF", NoJson },
        { "UTF-16, little end first", Convert.ToHexString(Encoding.Unicode.GetBytes(Packet("1"))), NoJson },
        { "UTF-16, big end first", Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(Packet("1"))), NoJson },
        { "UTF-32", Convert.ToHexString(Encoding.UTF32.GetBytes(Packet("1"))), NoJson },
        { "a word behind it", Hex(Packet("1") + "x"), NoJson },
        { "a comma behind it", Hex(Packet("1") + ","), NoJson },
        { "a bracket behind it", Hex(Packet("1") + "}"), NoJson },
        { "another behind it", Hex(Packet("1") + Packet("1")), NoJson },
        { "a zero behind it", Hex(Packet("1") + "\u0000"), NoJson },
        { "half of it", Hex(Packet("1")[..20]), NoJson },
        { "null", Hex("null"), Misfit },
        { "number", Hex("1"), Misfit },
        { "text", Hex("\"a\""), Misfit },
        { "array", Hex($"[{Packet("1")}]"), Misfit },
        { "id twice", Hex("""{"id":"a","id":"a","group":"df","element":"flow","data":1}"""), Misfit },
        { "id twice, once escaped", Hex("""{"id":"a","\u0069d":"a","group":"df","element":"flow","data":1}"""), Misfit },
        { "data twice", Hex("""{"id":"a","group":"df","element":"flow","data":1,"data":1}"""), Misfit },
        { "id in half", Hex("""{"id":"\udc00","group":"df","element":"flow","data":1}"""), Misfit },
        { "name in half", Hex("""{"id":"a","group":"df","element":"flow","data":1,"\ud800":1}"""), Misfit },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    [MemberData(nameof(Texts))]
    [MemberData(nameof(Structures))]
    public async Task Data_gets_its_code_over_both_doors(string data, string? code)
    {
        (await PostAsync(Encoding.UTF8.GetBytes(Packet(data)))).ShouldBe((Status(code), code), data);
        (await FrameAsync(Encoding.UTF8.GetBytes(Packet(data)))).ShouldBe(code, data);
        await besieged.ShouldServeAsync();
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Bytes_that_are_no_UTF8_get_their_code_or_end_the_WebSocket(string hex, string code)
    {
        byte[] packet = [.. Encoding.UTF8.GetBytes(Packet("")[..^1]), .. Convert.FromHexString(hex), (byte)'}'];

        (await PostAsync(packet)).ShouldBe((Status(code), code));
        (await FrameAsync(packet)).ShouldBe(hex == "C2A0" ? code : "closed with 1007");
        await besieged.ShouldServeAsync();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Document_that_is_no_packet_gets_its_code(string name, string hex, string code)
    {
        byte[] document = Convert.FromHexString(hex);
        (await PostAsync(document)).ShouldBe((Status(code), code), name);

        // A frame of its own, or the payload of one.
        (await AskAsync(document)).ShouldBe(NoJson, name);
        if (code == Misfit)
        {
            (await FrameAsync(document)).ShouldBe(code, name);
        }

        await besieged.ShouldServeAsync();
    }

    private static string Packet(string data) => $$"""{"id":"a","group":"df","element":"flow","data":{{data}}}""";

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Objects(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private static int Status(string? code) => code switch
    {
        null => 200,
        NoJson => 400,
        Misfit => 422,
        _ => 413,
    };

    private async Task<(int Status, string? Code)> PostAsync(byte[] body)
    {
        using var http = new HttpClient { BaseAddress = besieged.Host.Http };
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await http.PostAsync("/atoms", content);
        return ((int)response.StatusCode, CodeIn(await response.Content.ReadAsStringAsync()));
    }

    // The code of a packet in a frame; a connection that ends is told by an error frame first, unless it is no text at all.
    private Task<string?> FrameAsync(byte[] packet) => AskAsync([.. """{"type":"submit","seq":7,"payload":"""u8, .. packet, (byte)'}']);

    private async Task<string?> AskAsync(byte[] text)
    {
        await using WebSocketPeer peer = await besieged.Host.ConnectWebSocketAsync();
        await peer.SendRawAsync(WebSocketPeer.Frame(0x81, text));
        (int first, byte[] payload) = (await peer.ReceiveAsync())!.Value;
        return first == 0x81 ? CodeIn(Encoding.UTF8.GetString(payload)) : $"closed with {(payload[0] << 8) | payload[1]}";
    }

    private static string? CodeIn(string answer)
    {
        JsonNode read = JsonNode.Parse(answer, documentOptions: new() { MaxDepth = 200 })!;
        JsonNode result = read["payload"] ?? read;
        return (string?)(result["error"] ?? result)["code"];
    }
}
