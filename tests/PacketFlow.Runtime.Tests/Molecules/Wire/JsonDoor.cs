using System.Text;
using System.Text.Json.Nodes;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>Somebody who speaks JSON to a host, over one door or the other.</summary>
internal sealed class JsonDoor : IAsyncDisposable
{
    private readonly HttpClient? _http;
    private readonly WebSocketPeer? _peer;
    private int _sent;

    private JsonDoor(HttpClient? http, WebSocketPeer? peer) => (_http, _peer) = (http, peer);

    public static async Task<JsonDoor> OpenAsync(RunningHost host, bool isHttp) =>
        isHttp ? new JsonDoor(new HttpClient { BaseAddress = host.Http }, null) : new JsonDoor(null, await host.ConnectWebSocketAsync());

    /// <summary>What an element of control flow answers.</summary>
    public async Task<JsonNode?> AskAsync(string element, string data)
    {
        JsonNode answer = await AnswerAsync(element, data);
        ((string?)answer["status"]).ShouldBe("success", answer.ToJsonString());
        return answer["data"];
    }

    public async Task<string> RefusalAsync(string element, string data) => (string)(await AnswerAsync(element, data))["error"]!["code"]!;

    public async Task<string> RefusalWordsAsync(string element, string data) => (string)(await AnswerAsync(element, data))["error"]!["message"]!;

    public ValueTask DisposeAsync()
    {
        _http?.Dispose();
        return _peer?.DisposeAsync() ?? default;
    }

    private async Task<JsonNode> AnswerAsync(string element, string data)
    {
        string packet = $$"""{"id":"a{{++_sent}}","group":"cf","element":"{{element}}","data":{{data}}}""";
        if (_peer is not null)
        {
            return (await _peer.AskAsync($$"""{"type":"submit","seq":{{_sent}},"payload":{{packet}}}"""))!["payload"]!;
        }

        using var content = new StringContent(packet, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http!.PostAsync("/atoms", content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
