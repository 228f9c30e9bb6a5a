using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFlow.CompilerServices;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>However a handler fails, and though nobody can log it: its caller is told, over every door, and the process goes on.</summary>
public class FailingHandlersTests
{
    /// <summary>A name, what is thrown, and the code that callers get.</summary>
    private static readonly Dictionary<string, (Func<Exception> Make, string Code)> Failures = new()
    {
        ["half a character in the message"] = (static () => new PacketFlowException("SHOP1", ErrorCategory.Fatal, "sold out \ud83d"), "SHOP1"),
        ["half a character in the code"] = (static () => new PacketFlowException("SHOP\udc00", ErrorCategory.Fatal, "no"), "SHOP\ufffd"),
        ["cannot be told"] = (static () => new UnspeakableException(), "PF500"),
        ["nothing"] = (static () => null!, "PF500"),
        ["cancelled by nobody"] = (static () => new OperationCanceledException(), "PF500"),
        ["many"] = (static () => new AggregateException(new UnspeakableException(), new InvalidOperationException()), "PF500"),
        ["no type"] = (static () => new TypeInitializationException("X", new UnspeakableException()), "PF500"),
        ["no stack"] = (static () => new InsufficientExecutionStackException(), "PF500"),
        ["no memory"] = (static () => new InsufficientMemoryException(), "PF500"),
        ["long message"] = (static () => new PacketFlowException("SHOP2", ErrorCategory.Fatal, new string('\ud83d', 100_000)), "SHOP2"),
    };

    public static TheoryData<string> Names => [.. Failures.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Failure_is_told_over_every_door_and_the_process_lives(string name)
    {
        (Func<Exception> make, string code) = Failures[name];
        await using RunningHost host = await RunningHost.StartAsync(
            [], static (services, _) => services.AddSingleton<ILoggerProvider>(new BrokenLog()), new NumberHandler(AtomGroup.Df, "fail", (value, _) => value switch
            {
                0 => new(value),
                1 => throw make(),
                _ => FailLaterAsync(make),
            }));
        await using TcpPeer tcp = await host.ConnectAsync();
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };
        var told = new List<string?>();
        for (int round = 0; round < 2; round++)
        {
            foreach (int how in (int[])[1, 2])
            {
                told.Add((string?)(await tcp.AskAsync(Message(how)))!["d"]!["code"]);
                told.Add((string?)(await webSocket.AskAsync($$"""{"type":"submit","seq":1,"payload":{{Packet(how)}}}"""))!["payload"]!["error"]!["code"]);
                told.Add((string?)(await PostAsync(http, "application/json", Encoding.UTF8.GetBytes(Packet(how))))["error"]!["code"]);
                told.Add((string?)(await PostAsync(http, "application/msgpack", PacketCodec.FromJson($$"""{"id":"a","g":"df","e":"fail","d":{{how}}}""")))["code"]);
                told.Add((await host.Client.TrySubmitAsync(new Element<int, int>(AtomGroup.Df, "fail"), how)).Error!.Code.Replace("\udc00", "\ufffd", StringComparison.Ordinal));
            }

            // The second time it looks quick: it is run where its atoms come in.
            for (int i = 0; i < 100; i++)
            {
                (await tcp.AskAsync(Message(0)))!["d"]!["data"].ShouldNotBeNull();
            }
        }

        told.Count.ShouldBe(20);
        told.ShouldAllBe(one => one == code);
    }

    private static async ValueTask<int> FailLaterAsync(Func<Exception> make)
    {
        await Task.Yield();
        throw make();
    }

    private static string Message(int how) => $$$"""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"fail","d":{{{how}}} } }""";

    private static string Packet(int how) => $$"""{"id":"a","group":"df","element":"fail","data":{{how}}}""";

    private static async Task<JsonNode> PostAsync(HttpClient http, string type, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using HttpResponseMessage response = await http.PostAsync("/atoms", content);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        return JsonNode.Parse(type == "application/json" ? Encoding.UTF8.GetString(answer) : PacketCodec.ToJson(answer))!;
    }

    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new InvalidOperationException("There are no words.");

        public override string ToString() => Message;
    }
}
