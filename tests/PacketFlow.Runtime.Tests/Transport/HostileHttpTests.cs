using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using PacketFlow.Hosting;

namespace PacketFlow.Transport;

/// <summary>What must not come over HTTP, and handshakes that are none.</summary>
public sealed class HostileHttpTests(BesiegedHost besieged) : IClassFixture<BesiegedHost>
{
    private const string Atom = """{"id":"a","group":"df","element":"echo","data":5}""";

    private const string Head = "POST /atoms HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";

    private const string Handshake = "GET /packetflow/v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";

    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private const string Version = "Sec-WebSocket-Version: 13\r\n";

    /// <summary>A name, a request, the status, and what its answer says.</summary>
    public static TheoryData<string, string, int, string> Requests => new()
    {
        { "two lengths", Head + "Content-Length: 3\r\nContent-Length: 40\r\n\r\n{}", 400, "" },
        { "length and chunks", Head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "" },
        { "length that is none", Head + "Content-Length: -1\r\n\r\n", 400, "" },
        { "encoding that is unknown", Head + "Transfer-Encoding: gzip, x\r\nContent-Length: 2\r\n\r\n{}", 400, "" },
        { "a hundred and one headers", Head + string.Concat(Enumerable.Range(0, 101).Select(static i => $"X-{i}: 1\r\n")) + "\r\n", 431, "" },
        { "headers of 40,000 bytes", Head + "X: " + new string('x', 40_000) + "\r\n\r\n", 431, "" },
        { "request line of 8,193 bytes", "POST /" + new string('x', 8193) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414, "" },
        { "no host", "POST /atoms HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 400, "" },
        { "no HTTP", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n", 400, "" },
        { "other version", "GET /health HTTP/9.9\r\nHost: x\r\n\r\n", 505, "" },
        { "announced body above the limit", Head + "Content-Length: 70001\r\n\r\n", 413, "PacketFlow:Limits:frame_bytes" },
        { "other method", "DELETE /atoms HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 405, "" },
        { "other path", "GET /atom HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404, "" },
    };

    /// <summary>A name, a handshake, the status, and what its answer says.</summary>
    public static TheoryData<string, string, int, string> Handshakes => new()
    {
        { "plain GET", "GET /packetflow/v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", 426, "ws://" },
        { "upgrade to something else", Handshake.Replace("websocket", "h2c", StringComparison.Ordinal) + Version + Key + "\r\n", 426, "ws://" },
        { "upgrade that the connection does not say", Handshake.Replace("Connection: Upgrade", "Connection: close", StringComparison.Ordinal) + Version + Key + "\r\n", 426, "ws://" },
        { "HTTP/1.0", Handshake.Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal) + Version + Key + "\r\n", 426, "ws://" },
        { "no version", Handshake + Key + "\r\n", 400, "Sec-WebSocket-Version must be 13" },
        { "version 8", Handshake + "Sec-WebSocket-Version: 8\r\n" + Key + "\r\n", 400, "Sec-WebSocket-Version: 13" },
        { "versions", Handshake + "Sec-WebSocket-Version: 13, 8\r\n" + Key + "\r\n", 400, "Sec-WebSocket-Version must be 13" },
        { "no key", Handshake + Version + "\r\n", 400, "Sec-WebSocket-Key sixteen bytes" },
        { "empty key", Handshake + Version + "Sec-WebSocket-Key: \r\n\r\n", 400, "Sec-WebSocket-Key sixteen bytes" },
        { "key of fifteen bytes", Handshake + Version + $"Sec-WebSocket-Key: {Convert.ToBase64String(new byte[15])}\r\n\r\n", 400, "Sec-WebSocket-Key sixteen bytes" },
        { "key of seventeen bytes", Handshake + Version + $"Sec-WebSocket-Key: {Convert.ToBase64String(new byte[17])}\r\n\r\n", 400, "Sec-WebSocket-Key sixteen bytes" },
        { "key that is no base64", Handshake + Version + "Sec-WebSocket-Key: !!!!!!!!!!!!!!!!!!!!!!==\r\n\r\n", 400, "Sec-WebSocket-Key sixteen bytes" },
        { "two keys", Handshake + Version + Key + Key + "\r\n", 400, "Sec-WebSocket-Key sixteen bytes" },
        { "origin of another site", Handshake + Version + Key + "Origin: https://evil.example\r\n\r\n", 403, "The Origin is not 127.0.0.1." },
        { "origin that hides", Handshake + Version + Key + "Origin: null\r\n\r\n", 403, "The Origin is not" },
        { "origin that begins like this host", Handshake + Version + Key + "Origin: http://127.0.0.1.evil.example\r\n\r\n", 403, "The Origin is not" },
        { "origin of another port", Handshake + Version + Key + "Origin: http://127.0.0.1:81\r\n\r\n", 403, "The Origin is not" },
        { "origins", Handshake + Version + Key + "Origin: http://127.0.0.1\r\nOrigin: https://evil.example\r\n\r\n", 403, "The Origin is not" },
        { "other path", Handshake.Replace("/v1", "/v2", StringComparison.Ordinal) + Version + Key + "Connection: close\r\n\r\n", 404, "" },
        { "POST", Handshake.Replace("GET", "POST", StringComparison.Ordinal).Replace("Connection: Upgrade", "Connection: close", StringComparison.Ordinal) + Version + Key + "\r\n", 405, "" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_that_must_not_be_is_refused(string name, string request, int status, string says)
    {
        string answer = await besieged.TellHttpAsync(request);

        answer.ShouldStartWith($"HTTP/1.1 {status} ", customMessage: name);
        answer.ShouldContain(says, customMessage: name);
        await besieged.ShouldServeAsync();
    }

    [Theory]
    [MemberData(nameof(Handshakes))]
    public async Task Handshake_that_is_none_is_refused_and_told_the_remedy(string name, string handshake, int status, string says)
    {
        using Socket socket = await besieged.ConnectHttpAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(handshake));

        string answer = await BesiegedHost.ReadAsync(socket, says);

        answer.ShouldStartWith($"HTTP/1.1 {status} ", customMessage: name);
        answer.ShouldContain(says, customMessage: name);
        await besieged.ShouldServeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Origin: http://127.0.0.1\r\n")]
    [InlineData("Origin: https://127.0.0.1\r\n")]
    [InlineData("Sec-WebSocket-Protocol: chat, packetflow.v1.json\r\n")]
    public async Task Handshake_that_is_one_is_accepted(string more)
    {
        using Socket socket = await besieged.ConnectHttpAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(Handshake + Version + Key + more + "\r\n"));
        byte[] head = new byte[12];
        await socket.ReceiveAsync(head);

        Encoding.Latin1.GetString(head).ShouldBe("HTTP/1.1 101");
    }

    /// <summary>What a page of another site may send without asking first, and what it may not.</summary>
    [Theory]
    [InlineData(null, "https://evil.example", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, "null", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", "https://evil.example", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=x", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-8", "https://allowed.example", HttpStatusCode.OK)]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData(null, "here", HttpStatusCode.OK)]
    public async Task Page_of_another_site_must_ask_before_it_submits(string? type, string? origin, HttpStatusCode status)
    {
        using var http = new HttpClient { BaseAddress = besieged.Host.Http };
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Atom));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/atoms") { Content = content };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "here" ? "http://" + besieged.Host.Http.Authority : origin);
        }

        using HttpResponseMessage response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(status);
    }

    /// <summary>A type, a body as hex or text, its status and its code.</summary>
    [Theory]
    [InlineData("application/msgpack", "80", 422, "PF003")]
    [InlineData("application/msgpack", "90", 422, "PF003")]
    [InlineData("application/msgpack", "C0", 422, "PF003")]
    [InlineData("application/msgpack", "80C0", 400, "PF002")]
    [InlineData("application/msgpack", "DFFFFFFFFF", 400, "PF002")]
    [InlineData("application/msgpack", "81A26964DBFFFFFFFF", 400, "PF002")]
    [InlineData("application/msgpack", "81A26964A1FF", 422, "PF003")]
    [InlineData("application/x-msgpack", "C1", 400, "PF002")]
    [InlineData("application/json", "EFBBBF7B7D", 400, "PF002")]
    [InlineData("application/json", "7B226964223A22FF227D", 422, "PF003")]
    [InlineData("application/json", "FF", 400, "PF002")]
    public async Task Body_of_bytes_gets_its_code(string type, string hex, int status, string code)
    {
        using var http = new HttpClient { BaseAddress = besieged.Host.Http };
        using var content = new ByteArrayContent(Convert.FromHexString(hex));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        using HttpResponseMessage response = await http.PostAsync("/atoms", content);

        ((int)response.StatusCode, await CodeAsync(response)).ShouldBe((status, code));
        await besieged.ShouldServeAsync();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/msgpack")]
    public async Task Batch_of_as_many_as_are_allowed_is_answered_and_one_more_is_413(string type)
    {
        using var http = new HttpClient { BaseAddress = besieged.Host.Http };

        using HttpResponseMessage most = await http.PostAsync("/atoms/batch", Batch(type, 1024));
        using HttpResponseMessage more = await http.PostAsync("/atoms/batch", Batch(type, 1025));

        most.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonArray answers = (await ReadAsync(most)).AsArray();
        answers.Select(static answer => (int)answer!["data"]!).ShouldBe(Enumerable.Range(0, 1024));
        ((int)more.StatusCode, await CodeAsync(more)).ShouldBe((413, "PF413"));
        (await ReadAsync(more)).ToJsonString().ShouldContain("PacketFlow:Limits:batch_atoms");
    }

    [Theory]
    [InlineData("application/json", "{}", 400)]
    [InlineData("application/json", "[", 400)]
    [InlineData("application/json", "[1,{}]", 200)]
    [InlineData("application/json", "[]", 200)]
    [InlineData("application/msgpack", "\u0080", 400)]
    [InlineData("application/msgpack", "\u0091", 400)]
    [InlineData("application/msgpack", "\u0090\u00C0", 400)]
    [InlineData("application/msgpack", "\u0090", 200)]
    public async Task Batch_that_is_none_is_refused_whole_and_an_atom_that_is_none_alone(string type, string body, int status)
    {
        using var http = new HttpClient { BaseAddress = besieged.Host.Http };
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        using HttpResponseMessage response = await http.PostAsync("/atoms/batch", content);

        ((int)response.StatusCode).ShouldBe(status);
        JsonNode answer = await ReadAsync(response);
        (answer is JsonArray).ShouldBe(status == 200);
    }

    [Fact]
    public async Task Body_may_be_longer_than_the_web_server_alone_would_allow()
    {
        const int Most = 40 * 1024 * 1024;
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:frame_bytes"] = Most.ToString(System.Globalization.CultureInfo.InvariantCulture) }, static (_, _) => { }, NumberHandler.Echo);
        using var http = new HttpClient { BaseAddress = host.Http };

        using HttpResponseMessage whole = await http.PostAsync("/atoms", Blanks(Most, chunked: true));
        using HttpResponseMessage more = await http.PostAsync("/atoms", Blanks(Most + 1, chunked: true));

        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((int)more.StatusCode, await CodeAsync(more)).ShouldBe((413, "PF413"));
    }

    [Fact]
    public async Task Requester_that_leaves_amid_a_body_or_an_answer_is_no_error_of_ours()
    {
        var gate = new Gate();
        var log = new HostLog();
        await using RunningHost host = await RunningHost.StartAsync(
            [], (services, _) => services.Add(Microsoft.Extensions.DependencyInjection.ServiceDescriptor.Singleton<Microsoft.Extensions.Logging.ILoggerProvider>(log)), new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        using (var half = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await half.ConnectAsync(IPAddress.Loopback, host.Http.Port);
            await half.SendAsync(Encoding.Latin1.GetBytes(Head + "Content-Length: 100\r\n\r\n{"));
            half.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        using (var whole = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await whole.ConnectAsync(IPAddress.Loopback, host.Http.Port);
            string atom = Atom.Replace("echo", "wait", StringComparison.Ordinal);
            await whole.SendAsync(Encoding.Latin1.GetBytes(Head + $"Content-Length: {atom.Length}\r\n\r\n{atom}"));
            await gate.Entered;
            whole.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        await gate.Cancelled;
        await host.StopAsync();

        log.Lines.Where(static line => line.Contains("unhandled exception", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refused_requests_leave_nothing_behind()
    {
        foreach (ITheoryDataRow row in Requests.Cast<ITheoryDataRow>().Concat(Handshakes.Cast<ITheoryDataRow>()))
        {
            using Socket socket = await besieged.ConnectHttpAsync();
            await socket.SendAsync(Encoding.Latin1.GetBytes((string)row.GetData()[1]!));
        }

        await besieged.ShouldHaveForgottenTheRestAsync();
        await besieged.ShouldServeAsync();
    }

    // An atom with blanks behind it.
    private static ByteArrayContent Blanks(int length, bool chunked)
    {
        byte[] body = new byte[length];
        body.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(Atom, body);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentLength = chunked ? null : length;
        return content;
    }

    private static ByteArrayContent Batch(string type, int count)
    {
        bool isJson = type.EndsWith("json", StringComparison.Ordinal);
        string atoms = "[" + string.Join(',', Enumerable.Range(0, count).Select(i => isJson
            ? $$"""{"id":"{{i}}","group":"df","element":"echo","data":{{i}}}"""
            : $$"""{"id":"{{i}}","g":"df","e":"echo","d":{{i}}}""")) + "]";
        var content = new ByteArrayContent(isJson ? Encoding.UTF8.GetBytes(atoms) : PacketCodec.FromJson(atoms));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        return JsonNode.Parse(response.Content.Headers.ContentType!.MediaType == "application/json" ? Encoding.UTF8.GetString(body) : PacketCodec.ToJson(body))!;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        JsonNode answer = await ReadAsync(response);
        return (string?)(answer["error"] ?? answer)["code"];
    }
}
