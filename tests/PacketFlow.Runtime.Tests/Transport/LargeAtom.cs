using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>Atoms of <c>df:text</c> through each door, and what they are told: <c>ok</c>, or a code and when to come again.</summary>
internal static class LargeAtom
{
    public static string Letters(int count) => new('x', count);

    /// <summary>Sends one over a connection of its own.</summary>
    public static async Task<string> AskAsync(string way, RunningHost host, string id, int letters)
    {
        string atom = $$"""{"id":"{{id}}","g":"df","e":"text","d":"{{Letters(letters)}}"}""";
        string packet = Packet(id, letters);
        switch (way)
        {
            case "TCP":
                await using (TcpPeer peer = await host.ConnectAsync())
                {
                    return Told((await peer.AskAsync($$"""{"t":1,"s":1,"d":{{atom}}}"""))!["d"]!);
                }

            case "WebSocket":
                await using (WebSocketPeer peer = await host.ConnectWebSocketAsync())
                {
                    await peer.SendRawAsync(WebSocketPeer.Frame(0x82, PacketCodec.FromJson($$"""{"t":1,"s":1,"d":{{atom}}}""")));
                    return Told(JsonNode.Parse(PacketCodec.ToJson((await peer.ReceiveAsync())!.Value.Payload))!["d"]!);
                }

            case "WebSocket, JSON":
                await using (WebSocketPeer peer = await host.ConnectWebSocketAsync())
                {
                    return Told((await peer.AskAsync($$"""{"type":"submit","seq":1,"payload":{{packet}}}"""))!["payload"]!);
                }

            default:
                using (HttpResponseMessage response = way == "HTTP" ? await PostAsync(host, "/atoms", PacketCodec.FromJson(atom), "msgpack") : await PostAsync(host, "/atoms", Encoding.UTF8.GetBytes(packet), "json"))
                {
                    return response.IsSuccessStatusCode ? "ok" : string.Create(CultureInfo.InvariantCulture, $"PF{(int)response.StatusCode} in {response.Headers.RetryAfter!.Delta!.Value.TotalSeconds} s");
                }
        }
    }

    /// <summary>Sends a batch, and tells the answers in the order of the atoms.</summary>
    public static async Task<string[]> AskBatchAsync(string way, RunningHost host, params int[] letters)
    {
        if (way != "TCP")
        {
            byte[] body = Encoding.UTF8.GetBytes($"[{string.Join(',', letters.Select(static (count, index) => Packet($"{index}", count)))}]");
            using HttpResponseMessage response = await PostAsync(host, "/atoms/batch", body, "json");
            return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsArray().Select(static answer => Told(answer!))];
        }

        await using TcpPeer peer = await host.ConnectAsync();
        string atoms = string.Join(',', letters.Select(static (count, index) => $$"""{"id":"{{index}}","g":"df","e":"text","d":"{{Letters(count)}}"}"""));
        await peer.SendAsync($$"""{"t":6,"s":1,"atoms":[{{atoms}}]}""");
        string[] answers = new string[letters.Length];
        for (int i = 0; i < letters.Length; i++)
        {
            JsonNode answer = (await peer.ReceiveAsync())!["d"]!;
            answers[int.Parse((string)answer["atom_id"]!, CultureInfo.InvariantCulture)] = Told(answer);
        }

        return answers;
    }

    private static string Packet(string id, int letters) => $$"""{"id":"{{id}}","group":"df","element":"text","data":"{{Letters(letters)}}"}""";

    private static string Told(JsonNode answer) => (answer["code"] is null ? answer["error"] : answer) is { } error ? $"{error["code"]} in {error["retry_after"]} s" : "ok";

    private static async Task<HttpResponseMessage> PostAsync(RunningHost host, string path, byte[] body, string type)
    {
        using var http = new HttpClient { BaseAddress = host.Http };
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/" + type);
        return await http.PostAsync(path, content);
    }
}
