using System.Text.Json.Nodes;

namespace PacketFlow.Peers;

/// <summary>HTTP by hand, in both versions.</summary>
public sealed class CurlTests(QuickStart host)
{
    public static TheoryData<bool> BothVersions => [false, true];

    [Theory, MemberData(nameof(BothVersions))]
    public async Task Atom_is_answered(bool http2)
    {
        (await host.SubmitAsync("uppercase", "\"hello\"", http2)).ShouldBe((200, "\"HELLO\""));
        (await host.SubmitAsync("nobody", "1", http2)).ShouldBe((404, "PF001 No handler for df:nobody."));
        (await host.SubmitAsync("process_data", "{\"items\":[1,{}]}", http2)).ShouldBe((422, "PF003 data.items[1]: expected int32, got map"));
    }

    [Theory, MemberData(nameof(BothVersions))]
    public async Task Atom_in_MessagePack_is_answered_in_MessagePack(bool http2)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(
                file, [0x84, 0xa2, .. "id"u8, 0xa2, .. "m1"u8, 0xa1, .. "g"u8, 0xa2, .. "df"u8, 0xa1, .. "e"u8, 0xa9, .. "uppercase"u8, 0xa1, .. "d"u8, 0xa2, .. "hi"u8],
                TestContext.Current.CancellationToken);

            (int status, _, string body) = await host.AskAsync("/atoms", "@" + file, "application/msgpack", http2);

            status.ShouldBe(200);
            body.ShouldContain("HI");
            body.ShouldContain("atom_id");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory, MemberData(nameof(BothVersions))]
    public async Task Batch_is_answered_in_order(bool http2)
    {
        const string batch =
            """
            [{"id":"b1","group":"df","element":"transform","data":{"input":"abc","op":"reverse"}},
             {"id":"b2","group":"df","element":"nobody","data":1},
             {"id":"b3","group":"df"},
             {"id":"b4","group":"ed","element":"notify_users","data":{"message":""}}]
            """;

        (int status, _, string body) = await host.AskAsync("/atoms/batch", batch, http2: http2);

        status.ShouldBe(200);
        JsonArray answers = JsonNode.Parse(body)!.AsArray();
        answers.Select(static answer => (string?)answer!["packet_id"]).ShouldBe(["b1", "b2", "b3", "b4"]);
        answers.Take(3).Select(static answer => Curl.Told(answer!)).ShouldBe(
            ["{\"output\":\"cba\"}", "PF001 No handler for df:nobody.", "PF003 element: a packet needs its id, group and element"]);
        ((bool?)answers[3]!["data"]!["sent"]).ShouldBe(false);
    }

    [Theory, MemberData(nameof(BothVersions))]
    public async Task What_is_no_atom_is_told_why(bool http2)
    {
        foreach ((string path, string content, string type, int status, string told) in new[]
        {
            ("/atoms", "{\"id\":", Curl.Json, 400, "PF002"),
            ("/atoms", "[]", Curl.Json, 422, "PF003"),
            ("/atoms", "1", "application/msgpack", 422, "expected a map with id, g, e and d"),
            ("/atoms/batch", "{}", Curl.Json, 400, "expected an array of packets"),
            ("/atoms", "{}", "application/x-www-form-urlencoded", 415, "application/json"),
        })
        {
            (int actual, _, string body) = await host.AskAsync(path, content, type, http2);

            actual.ShouldBe(status, body);
            body.ShouldContain(told);
        }
    }

    [Theory, MemberData(nameof(BothVersions))]
    public async Task Body_of_several_megabytes_is_refused_with_its_status(bool http2)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, new byte[5_000_000], TestContext.Current.CancellationToken);
            foreach ((string type, int status, string told) in new[] { (Curl.Json, 413, "PacketFlow:Limits:frame_bytes"), ("text/xml", 415, "application/json") })
            {
                (int actual, _, string body) = await host.AskAsync("/atoms", "@" + file, type, http2);

                actual.ShouldBe(status, body);
                body.ShouldContain(told);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory, InlineData(false, "1.1"), InlineData(true, "2")]
    public async Task Health_and_metrics_are_there(bool http2, string version)
    {
        (int healthStatus, string healthVersion, string health) = await host.AskAsync("/health?detail=true", http2: http2);
        (int metricsStatus, string metricsVersion, string metrics) = await host.AskAsync("/metrics", http2: http2);

        (healthStatus, healthVersion, metricsStatus, metricsVersion).ShouldBe((200, version, 200, version));
        ((bool?)JsonNode.Parse(health)!["ok"]).ShouldBe(true);
        JsonNode.Parse(health)!["addresses"]!.AsArray().Select(static address => (string?)address)
            .ShouldBe([$"http://{host.Http}", $"http://{host.Http2}", $"tcp://{host.Tcp}"], ignoreOrder: true);
        metrics.ShouldContain("packetflow_atoms_total{group=\"df\",outcome=\"completed\"}");
    }
}
