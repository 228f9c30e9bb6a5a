using System.Text.Json.Nodes;

namespace PacketFlow.Peers;

/// <summary>Requests as one types them, and what curl showed.</summary>
internal static class Curl
{
    public const string Json = "application/json";

    /// <summary>Sends a request: a GET without content, else a POST.</summary>
    public static async Task<(int Status, string Version, string Body)> AskAsync(
        this RunningProgram host, string path, string? content = null, string contentType = Json, bool http2 = false)
    {
        string[] version = http2 ? ["--http2-prior-knowledge", $"{host.Http2}{path}"] : ["--http1.1", $"{host.Http}{path}"];
        string[] body = content is null ? [] : ["--header", $"Content-Type: {contentType}", "--data-binary", content];
        string shown = await host.RunAsync("curl", ["--silent", "--show-error", "--write-out", "\n%{http_code} %{http_version}", .. body, .. version]);
        int last = shown.LastIndexOf('\n');
        string[] end = shown[(last + 1)..].Split(' ');
        return (int.Parse(end[0], provider: null), end[1], shown[..last]);
    }

    /// <summary>Submits a packet.</summary>
    /// <returns>The status, and the result or the error's code and message.</returns>
    public static async Task<(int Status, string Answer)> SubmitAsync(
        this RunningProgram host, string element, string data, bool http2 = false)
    {
        (int status, _, string body) = await host.AskAsync(
            "/atoms", $$"""{"version":"1.0","id":"c1","group":"df","element":"{{element}}","data":{{data}}}""", http2: http2);
        return (status, Told(JsonNode.Parse(body)!));
    }

    /// <summary>What a result holds, or what its error says.</summary>
    public static string Told(JsonNode result) =>
        result["error"] is { } error ? $"{error["code"]} {error["message"]}" : result["data"]!.ToJsonString();
}
