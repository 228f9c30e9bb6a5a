using System.Text;
using System.Text.Json.Nodes;
using PacketFlow.Transport;

namespace PacketFlow.Reactor;

/// <summary>The elements that every reactor has take no member of their payloads twice.</summary>
public class RepeatedMembersTests
{
    public static TheoryData<string, string, byte[]> Payloads => new()
    {
        { "ping", "echo", [0x82, .. Pair("echo", 1), .. Pair("echo", 2)] },
        { "health", "detail", [0x82, .. Text("detail"), 0xC2, .. Text("detail"), 0xC3] },
        { "seq", "id", [0x83, .. Text("id"), .. Text("a"), .. Text("id"), .. Text("b"), .. Steps] },
        { "seq", "timeout", [0x83, .. Pair("timeout", 5), .. Pair("timeout", 6), .. Steps] },
        { "seq", "steps", [0x82, .. Steps, .. Steps] },
        { "seq", "e", [0x81, .. Text("steps"), 0x91, 0x83, .. Text("g"), .. Text("cf"), .. Text("e"), .. Text("ping"), .. Text("e"), .. Text("health")] },
        { "transform", "input", [0x82, .. Text("input"), .. Text("a"), .. Text("input"), .. Text("b")] },
    };

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task Member_that_stands_twice_is_PF003(string element, string member, byte[] payload)
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        byte[] atom = [0x84, .. Text("id"), .. Text("a"), .. Text("g"), .. Text(element == "transform" ? "df" : "cf"), .. Text("e"), .. Text(element), .. Text("d"), .. payload];

        await peer.SendAsync([0x82, .. Pair("t", 1), .. Text("d"), .. atom]);

        JsonNode error = (await peer.ReceiveAsync())!["d"]!;
        ((string?)error["code"]).ShouldBe("PF003", error.ToJsonString());
        ((string?)error["message"])!.ShouldContain($"duplicate key '{member}'; send it once");
    }

    private static byte[] Steps => [.. Text("steps"), 0x91, 0x82, .. Text("g"), .. Text("cf"), .. Text("e"), .. Text("ping")];

    private static byte[] Pair(string key, byte value) => [.. Text(key), value];

    private static byte[] Text(string text) => [(byte)(0xA0 + text.Length), .. Encoding.ASCII.GetBytes(text)];
}
