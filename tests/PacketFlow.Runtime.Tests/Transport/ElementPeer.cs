using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>A peer that has registered elements, in either protocol.</summary>
internal sealed class ElementPeer : IAsyncDisposable
{
    private readonly TcpPeer? _tcp;
    private readonly WebSocketPeer? _webSocket;

    private ElementPeer(TcpPeer? tcp, WebSocketPeer? webSocket) => (_tcp, _webSocket) = (tcp, webSocket);

    public static async Task<ElementPeer> RegisterAsync(RunningHost host, bool isText, params string[] elements)
    {
        var peer = new ElementPeer(isText ? null : await host.ConnectAsync(), isText ? await host.ConnectWebSocketAsync() : null);
        string names = string.Join(',', elements.Select(static element => $"\"{element}\""));
        JsonNode answer = isText
            ? (await peer._webSocket!.AskAsync($$$"""{"type":"register","seq":1,"payload":{"elements":[{{{names}}}]}}"""))!
            : (await peer._tcp!.AskAsync($$$"""{"t":5,"s":1,"d":{"elements":[{{{names}}}]}}"""))!;
        (isText ? (string?)answer["type"] : answer["t"]!.ToString()).ShouldBe(isText ? "register" : "2");
        return peer;
    }

    /// <summary>The next atom that it is to run, or the next that it is to run no more, or null when the connection has ended.</summary>
    public async Task<AskedAtom?> NextAsync()
    {
        if (_webSocket is not null)
        {
            return await _webSocket.ReceiveTextAsync() is { } frame
                ? new AskedAtom((uint)frame["seq"]!, (string)frame["payload"]!["id"]!, (string)frame["payload"]!["element"]!, IsCancel: false)
                : null;
        }

        return await _tcp!.ReceiveAsync() is not { } message ? null
            : (int)message["t"]! == 8 ? new AskedAtom((uint)message["s"]!, (string)message["d"]!["atom_id"]!, "", IsCancel: true)
            : new AskedAtom((uint)message["s"]!, (string)message["d"]!["id"]!, (string)message["d"]!["e"]!, IsCancel: false);
    }

    public Task AnswerAsync(AskedAtom atom, string data) => _webSocket is not null
        ? _webSocket.SendTextAsync($$$"""{"type":"result","seq":{{{atom.Sequence}}},"payload":{"packet_id":"{{{atom.Id}}}","status":"success","data":{{{data}}}}}""")
        : _tcp!.SendAsync($$$"""{"t":2,"s":{{{atom.Sequence}}},"d":{"atom_id":"{{{atom.Id}}}","data":{{{data}}}}}""");

    public Task FailAsync(AskedAtom atom, string code, string category) => _webSocket is not null
        ? _webSocket.SendTextAsync($$$"""{"type":"result","seq":{{{atom.Sequence}}},"payload":{"packet_id":"{{{atom.Id}}}","status":"error","error":{{{Error(code, category)}}}}}""")
        : _tcp!.SendAsync($$$"""{"t":3,"s":{{{atom.Sequence}}},"d":{"atom_id":"{{{atom.Id}}}",{{{Error(code, category)[1..]}}}}""");

    /// <summary>Takes atoms until the connection ends.</summary>
    /// <param name="take">Does something about one.</param>
    /// <returns>The atoms' elements, as they came.</returns>
    public async Task<List<string>> ServeAsync(Func<AskedAtom, Task> take)
    {
        List<string> elements = [];
        try
        {
            while (await NextAsync() is { } atom)
            {
                elements.Add(atom.Element);
                await take(atom);
            }
        }
        catch (ObjectDisposedException)
        {
            // Its test is over.
        }

        return elements;
    }

    /// <summary>Answers all that comes with a text.</summary>
    public Task<List<string>> ServeAsync(string answer) => ServeAsync(atom => AnswerAsync(atom, $"\"{answer}\""));

    public ValueTask DisposeAsync() => _webSocket?.DisposeAsync() ?? _tcp!.DisposeAsync();

    private static string Error(string code, string category) => $$"""{"code":"{{code}}","category":"{{category}}","message":"no"}""";
}
