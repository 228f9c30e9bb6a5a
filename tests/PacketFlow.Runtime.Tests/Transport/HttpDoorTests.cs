using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PacketFlow.Transport;

/// <summary>Atoms over HTTP: the status of each outcome, in both formats.</summary>
public class HttpDoorTests
{
    /// <summary>A code that a handler refuses with, and its status.</summary>
    public static TheoryData<string, int> Statuses => new()
    {
        { "PF002", 400 }, { "PF003", 422 }, { "PF401", 401 }, { "PF403", 403 }, { "PF001", 404 }, { "PF404", 404 }, { "PF408", 504 }, { "PF504", 504 },
        { "PF409", 409 }, { "PF413", 413 }, { "PF424", 424 }, { "PF429", 429 }, { "PF499", 499 }, { "PF500", 500 }, { "PF503", 503 }, { "PF004", 503 },
        { "PF508", 508 }, { "SHOP7", 500 },
    };

    public static TheoryData<string, string, int, string> Bodies => new()
    {
        { "nothing", "", 400, "PF002" },
        { "no JSON", "{", 400, "PF002" },
        { "two values", "{} {}", 400, "PF002" },
        { "array", "[]", 422, "PF003" },
        { "empty", "{}", 422, "PF003" },
        { "element unknown", """{"id":"a","group":"df","element":"nobody"}""", 404, "PF001" },
        { "payload wrong", """{"id":"a","group":"df","element":"echo","data":"x"}""", 422, "PF003" },
        { "id too long", $$"""{"id":"{{new string('i', 257)}}","group":"df","element":"echo","data":1}""", 413, "PF413" },
        { "dependencies", """{"id":"a","group":"df","element":"echo","data":1,"dependencies":["b"]}""", 422, "PF003" },
        { "dependency half of a surrogate pair", """{"id":"a","group":"df","element":"echo","data":1,"dependencies":["\ud800"]}""", 422, "PF003" },
        { "member half of a surrogate pair", """{"i\ud800":"a","group":"df","element":"echo","data":1}""", 422, "PF003" },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Code_has_its_status(string code, int status)
    {
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "refuse", (_, _) =>
            throw new PacketFlowException(code, ErrorCategory.Fatal, "no", TimeSpan.FromSeconds(2.5))));
        using var http = new HttpClient { BaseAddress = host.Http };

        using HttpResponseMessage response = await http.PostAsync("/atoms", Json("""{"id":"a","group":"df","element":"refuse","data":1}"""));

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(3));
        ((string?)(await ReadAsync(response))["error"]!["code"]).ShouldBe(code);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_that_must_not_be_gets_its_status(string name, string body, int status, string code)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        using var http = new HttpClient { BaseAddress = host.Http };

        using HttpResponseMessage response = await http.PostAsync("/atoms", Json(body));

        ((int)response.StatusCode).ShouldBe(status, name);
        ((string?)(await ReadAsync(response))["error"]!["code"]).ShouldBe(code, name);
    }

    [Fact]
    public async Task Atom_in_json_is_answered_in_json()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        using var http = new HttpClient { BaseAddress = host.Http };

        using HttpResponseMessage response = await http.PostAsync("/atoms", Json("""{"id":"a","group":"df","element":"echo","data":5,"timeout_ms":999999}"""));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode answer = await ReadAsync(response);
        ((string?)answer["packet_id"], (string?)answer["status"], (int?)answer["data"]).ShouldBe(("a", "success", 5));
    }

    [Fact]
    public async Task Atom_in_messagepack_is_answered_in_messagepack()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        using var http = new HttpClient { BaseAddress = host.Http };

        using HttpResponseMessage response = await http.PostAsync("/atoms", Packed("""{"id":"a","g":"df","e":"echo","d":5}"""));

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/msgpack");
        JsonNode answer = JsonNode.Parse(PacketCodec.ToJson(await response.Content.ReadAsByteArrayAsync()))!;
        ((string?)answer["atom_id"], (int?)answer["data"]).ShouldBe(("a", 5));
    }

    [Fact]
    public async Task Batch_is_answered_in_order_with_200()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        using var http = new HttpClient { BaseAddress = host.Http };

        using HttpResponseMessage response = await http.PostAsync("/atoms/batch", Json(
            """[{"id":"a","group":"df","element":"echo","data":1},{"id":"b","group":"df","element":"nobody"},{"id":"c","group":"df","element":"echo","data":3}]"""));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonArray answers = (await ReadAsync(response)).AsArray();
        answers.Select(static answer => (string?)answer!["packet_id"]).ShouldBe(["a", "b", "c"]);
        answers.Select(static answer => (string?)answer!["status"]).ShouldBe(["success", "error", "success"]);
    }

    [Theory]
    [InlineData("81")]
    [InlineData("C1")]
    [InlineData("DFFFFFFFFF")]
    [InlineData("")]
    public async Task Bytes_that_are_no_atom_are_PF002(string hex)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        using var http = new HttpClient { BaseAddress = host.Http };
        using var content = new ByteArrayContent(Convert.FromHexString(hex));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/msgpack");

        using HttpResponseMessage response = await http.PostAsync("/atoms", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)JsonNode.Parse(PacketCodec.ToJson(await response.Content.ReadAsByteArrayAsync()))!["code"]).ShouldBe("PF002");
    }

    [Fact]
    public async Task Each_atom_of_a_batch_has_a_context_of_its_own()
    {
        await using RunningHost host = await RunningHost.StartAsync(
            new NumberHandler(AtomGroup.Df, "id", static (_, call) => new(int.Parse(call.Context.Id, CultureInfo.InvariantCulture))));
        using var http = new HttpClient { BaseAddress = host.Http };
        string batch = $"[{string.Join(',', Enumerable.Range(10, 90).Select(static id => $$"""{"id":"{{id}}","group":"df","element":"id","data":0}"""))}]";

        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage response = await http.PostAsync("/atoms/batch", Json(batch));

            (await ReadAsync(response)).AsArray().Select(static answer => (int)answer!["data"]!).ShouldBe(Enumerable.Range(10, 90));
        }
    }

    [Fact]
    public async Task Fault_of_this_side_fails_its_request_alone()
    {
        var exchange = new HttpExchange(reactor: null!, isJson: true, [], [(0, default)]);

        await Should.ThrowAsync<NullReferenceException>(() => exchange.RunAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Content_of_another_type_is_415_and_told_which_there_are()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        using var http = new HttpClient { BaseAddress = host.Http };

        using HttpResponseMessage response = await http.PostAsync("/atoms", new StringContent("<atom/>", Encoding.UTF8, "text/xml"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        JsonNode error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        ((string?)error["code"], (string?)error["message"]).ShouldBe(("PF002", "Content-Type: expected application/json or application/msgpack"));
    }

    [Fact]
    public async Task Content_of_another_type_is_refused_only_when_it_has_come()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("<atom/>"));
        var request = new DefaultHttpContext { Request = { Method = "POST", ContentType = "text/xml", Body = body } };

        await host.Services.GetRequiredService<HttpDoor>().OneAsync(request);

        (request.Response.StatusCode, body.Position).ShouldBe((415, body.Length));
    }

    [Theory]
    [InlineData("text/xml", 415)]
    [InlineData("application/json", 413)]
    public async Task Long_body_that_is_refused_over_HTTP2_is_let_in_after_the_answer(string type, int status)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        using var body = new MemoryStream(new byte[3 * 1024 * 1024]);
        var request = new DefaultHttpContext { Request = { Method = "POST", Protocol = "HTTP/2", ContentType = type, ContentLength = body.Length, Body = body } };

        await host.Services.GetRequiredService<HttpDoor>().OneAsync(request);

        (request.Response.StatusCode, body.Position).ShouldBe((status, body.Length));
    }

    [Fact]
    public async Task Requester_whose_connection_was_reset_amid_a_body_is_told_nothing_though_the_web_server_does_not_know_of_it_yet()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        using var answer = new MemoryStream();
        await using var body = new ResetStream();
        var request = new DefaultHttpContext { Request = { Method = "POST", ContentType = "application/json", Body = body }, Response = { Body = answer } };

        await host.Services.GetRequiredService<HttpDoor>().OneAsync(request);

        (request.Response.StatusCode, answer.Length).ShouldBe((200, 0));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static ByteArrayContent Packed(string json)
    {
        var content = new ByteArrayContent(PacketCodec.FromJson(json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/msgpack");
        return content;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    private sealed class ResetStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new ConnectionResetException("gone");
    }
}
