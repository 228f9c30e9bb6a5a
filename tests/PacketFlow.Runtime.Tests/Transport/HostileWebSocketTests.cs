using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>What must not come over a WebSocket: each gets its error or its close code, and nobody else notices.</summary>
public sealed class HostileWebSocketTests(BesiegedHost besieged) : IClassFixture<BesiegedHost>
{
    /// <summary>The rows of the framing that end in a fault.</summary>
    public static TheoryData<string, string, int> Frames => [.. WebSocketFramingTests.Rows
        .Select(static row => row.Data)
        .Where(static row => row.Item3.Contains("Fault:", StringComparison.Ordinal))
        .Select(static row => (row.Item1, row.Item2, row.Item3.Split(':')[^1] switch { "NotText" => 1007, "TooLong" => 1009, _ => 1002 }))];

    /// <summary>A name, a text, and the code of the <c>error</c> frame or of the result; null where it is accepted.</summary>
    public static TheoryData<string, string, string?> Texts => new()
    {
        { "byte order mark", "\uFEFF" + Submit("1"), "PF002" },
        { "bytes of blanks and nothing else", new string(' ', 60_000), "PF002" },
        { "blanks around a frame", new string(' ', 30_000) + Submit("1") + new string('\n', 30_000), null },
        { "depth 64", Submit(new string('[', 64) + new string(']', 64)), null },
        { "depth 65", Submit(new string('[', 65) + new string(']', 65)), "PF413" },
        { "depth 30000", Submit(new string('[', 30_000) + new string(']', 30_000)), "PF413" },
        { "brackets that nobody closes", Submit("").Replace("\"data\":", "\"data\":" + new string('[', 60_000), StringComparison.Ordinal), "PF002" },
        { "brackets alone", new string('[', 69_000), "PF002" },
        { "number beyond doubles", Submit("1e9999"), "PF003" },
        { "number beyond doubles, negative", Submit("-1e9999"), "PF003" },
        { "number of 20,000 digits", Submit(new string('9', 20_000)), "PF003" },
        { "number with a leading zero", Submit("01"), "PF002" },
        { "NaN", Submit("NaN"), "PF002" },
        { "Infinity", Submit("-Infinity"), "PF002" },
        { "key twice", Submit("""{"a":1,"a":2}"""), "PF003" },
        { "key twice, once escaped", Submit("""{"a":1,"\u0061":2}"""), "PF003" },
        { "member twice", Submit("1").Replace("\"data\"", "\"data\":0,\"data\"", StringComparison.Ordinal), "PF003" },
        { "prototype", Submit("""{"__proto__":{"x":1},"constructor":{"prototype":{"y":2}}}"""), null },
        { "a type by name", Submit("""{"$type":"System.Diagnostics.Process, System.Diagnostics.Process"}"""), null },
        { "NUL in a text", Submit("\"\\u0000\""), null },
        { "NUL outside of a text", Submit("1") + "\0", "PF002" },
        { "line separators in a text", Submit("\"\u2028\u2029\""), null },
        { "half of a surrogate pair", Submit("\"\\ud800\""), "PF003" },
        { "escape that is none", Submit("\"\\x41\""), "PF002" },
        { "single quotes", Submit("'x'"), "PF002" },
        { "line break in a text", Submit("\"a\nb\""), "PF002" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Frame_against_the_rules_ends_its_connection_with_the_code_for_it(string name, string hex, int code)
    {
        await using WebSocketPeer peer = await besieged.Host.ConnectWebSocketAsync();

        await peer.SendRawAsync(Convert.FromHexString(hex));

        (await peer.CloseCodeAsync()).ShouldBe(code, name);
        (await peer.ReceiveAsync()).ShouldBeNull(name);
        await besieged.ShouldServeAsync();
    }

    [Theory]
    [MemberData(nameof(HostileRows.Messages), MemberType = typeof(HostileRows))]
    public Task Message_that_must_not_be_gets_its_code(string name, string json, string code, bool goesOn) =>
        ShouldBeToldAsync(name, PacketCodec.FromJson(json), code, goesOn);

    [Theory]
    [MemberData(nameof(HostileRows.Bytes), MemberType = typeof(HostileRows))]
    public Task Bytes_that_must_not_be_get_their_code(string name, string hex, string code, bool goesOn) =>
        ShouldBeToldAsync(name, Convert.FromHexString(hex), code, goesOn);

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_is_answered_with_its_code(string name, string text, string? code)
    {
        await using WebSocketPeer peer = await besieged.Host.ConnectWebSocketAsync();

        JsonNode answer = (await peer.AskAsync(text)).ShouldNotBeNull(name);

        JsonNode payload = answer["payload"]!;
        ((string?)(payload["error"] ?? payload)["code"]).ShouldBe(code, answer.ToJsonString());
        if (code == "PF002")
        {
            (await peer.CloseCodeAsync()).ShouldBe(1002, name);
        }
        else
        {
            ((int)answer["seq"]!).ShouldBe(7, name);
            ((string?)(await peer.AskAsync(Submit("2")))!["payload"]!["status"]).ShouldBe("success", name);
        }

        await besieged.ShouldServeAsync();
    }

    [Fact]
    public async Task Binary_frame_may_hold_messages_and_text_frames_come_between()
    {
        await using WebSocketPeer peer = await besieged.Host.ConnectWebSocketAsync();
        byte[] one = PacketCodec.FromJson("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"echo","d":1}}""");
        byte[] two = PacketCodec.FromJson("""{"t":1,"s":2,"d":{"id":"b","g":"df","e":"echo","d":2}}""");

        await peer.SendRawAsync([.. WebSocketPeer.Frame(0x82, [.. one, .. two]), .. WebSocketPeer.Frame(0x81, Encoding.UTF8.GetBytes(Submit("3")))]);

        List<int> firsts = [(await peer.ReceiveAsync())!.Value.First, (await peer.ReceiveAsync())!.Value.First, (await peer.ReceiveAsync())!.Value.First];
        firsts.Order().ShouldBe([0x81, 0x82, 0x82]);
    }

    [Fact]
    public async Task Flood_of_pings_is_answered_one_by_one()
    {
        await using WebSocketPeer peer = await besieged.Host.ConnectWebSocketAsync();
        byte[] ping = WebSocketPeer.Frame(0x89, "?"u8);

        await peer.SendRawAsync([.. Enumerable.Repeat(ping, 5000).SelectMany(static bytes => bytes)]);

        for (int i = 0; i < 5000; i++)
        {
            (await peer.ReceiveAsync())!.Value.First.ShouldBe(0x8A);
        }

        await besieged.ShouldServeAsync();
    }

    [Fact]
    public async Task Message_in_fragments_of_one_byte_is_read_until_it_is_too_long()
    {
        await using WebSocketPeer peer = await besieged.Host.ConnectWebSocketAsync();
        byte[] first = WebSocketPeer.Frame(0x02, "a"u8);
        byte[] next = WebSocketPeer.Frame(0x00, "a"u8);

        await peer.SendRawAsync([.. first, .. Enumerable.Repeat(next, BesiegedHost.MaxFrame).SelectMany(static bytes => bytes)]);

        (await peer.CloseCodeAsync()).ShouldBe(1009);
        await besieged.ShouldServeAsync();
    }

    [Fact]
    public async Task Hostile_peers_leave_nothing_behind()
    {
        foreach (ITheoryDataRow row in Frames.Cast<ITheoryDataRow>().Concat(HostileRows.Bytes.Cast<ITheoryDataRow>()))
        {
            await using WebSocketPeer peer = await besieged.Host.ConnectWebSocketAsync();
            string hex = (string)row.GetData()[1]!;
            await peer.SendRawAsync(row.GetData().Length == 3 ? Convert.FromHexString(hex) : WebSocketPeer.Frame(0x82, Convert.FromHexString(hex)));
        }

        await besieged.ShouldHaveForgottenTheRestAsync();
        await besieged.ShouldServeAsync();
    }

    private static string Submit(string data) => $$$"""{"type":"submit","seq":7,"payload":{"id":"a","group":"df","element":"flow","data":{{{data}}}}}""";

    private async Task ShouldBeToldAsync(string name, byte[] message, string code, bool goesOn)
    {
        await using WebSocketPeer peer = await besieged.Host.ConnectWebSocketAsync();

        await peer.SendRawAsync(WebSocketPeer.Frame(0x82, message));

        JsonNode answer = Read(await peer.ReceiveAsync(), name);
        ((int)answer["t"]!, (string?)answer["d"]!["code"]).ShouldBe((3, code), name);
        if (goesOn)
        {
            ((int)answer["s"]!).ShouldBe(7, name);
            await peer.SendRawAsync(WebSocketPeer.Frame(0x82, PacketCodec.FromJson("""{"t":1,"s":78,"d":{"id":"b","g":"df","e":"echo","d":6}}""")));
            ((int)Read(await peer.ReceiveAsync(), name)["d"]!["data"]!).ShouldBe(6, name);
        }
        else
        {
            (await peer.CloseCodeAsync()).ShouldBe(1002, name);
            (await peer.ReceiveAsync()).ShouldBeNull(name);
        }

        await besieged.ShouldServeAsync();
    }

    private static JsonNode Read((int First, byte[] Payload)? frame, string name)
    {
        frame.ShouldNotBeNull(name);
        return JsonNode.Parse(PacketCodec.ToJson(frame.Value.Payload))!;
    }
}
