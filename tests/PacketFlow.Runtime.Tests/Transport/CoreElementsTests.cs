using System.Text.Json.Nodes;
using PacketFlow.Hosting;

namespace PacketFlow.Transport;

/// <summary>The elements that every reactor has, over a connection.</summary>
public sealed class CoreElementsTests(BesiegedHost shared) : IClassFixture<BesiegedHost>
{
    [Theory]
    [InlineData("""{"input":["b","A ","b"]}""", """{"output":["b","A ","b"]}""")]
    [InlineData("""{"input":"aé","op":"uppercase"}""", """{"output":"AÉ"}""")]
    [InlineData("""{"input":["aB","ß"],"op":"uppercase"}""", """{"output":["AB","ß"]}""")]
    [InlineData("""{"input":["iI","É"],"op":"lowercase"}""", """{"output":["ii","é"]}""")]
    [InlineData("""{"input":[" a b \t","\n"],"op":"trim"}""", """{"output":["a b",""]}""")]
    [InlineData("""{"input":["abc","","a😀b"],"op":"reverse"}""", """{"output":["cba","","b😀a"]}""")]
    [InlineData("""{"input":["abc","","a😀b"],"op":"length"}""", """{"output":[3,0,3]}""")]
    [InlineData("""{"input":"abcd","op":"length"}""", """{"output":4}""")]
    [InlineData("""{"input":["b","a","B","a",""],"op":"sort"}""", """{"output":["","B","a","a","b"]}""")]
    [InlineData("""{"input":["b","a","b","B"],"op":"distinct"}""", """{"output":["b","a","B"]}""")]
    [InlineData("""{"input":[],"op":"sort"}""", """{"output":[]}""")]
    [InlineData("""{"input":"a","op":null,"more":{"x":[1]}}""", """{"output":"a"}""")]
    public async Task Transform_does_its_operation(string payload, string expected)
    {
        JsonNode answer = await AskAsync("df", "transform", payload);

        JsonNode.DeepEquals(answer["data"], JsonNode.Parse(expected)).ShouldBeTrue(answer.ToJsonString());
    }

    [Theory]
    [InlineData("""{"input":"abc","op":"sort"}""", "d.op")]
    [InlineData("""{"input":"abc","op":"distinct"}""", "d.op")]
    [InlineData("""{"input":"abc","op":"explode"}""", "d.op")]
    [InlineData("""{"op":"sort"}""", "d.input")]
    [InlineData("""{"input":1}""", "d.input")]
    [InlineData("""{"input":["a",1]}""", "d.input[1]")]
    [InlineData("""{"input":["a"],"op":1}""", "d.op")]
    [InlineData("""["a"]""", "d")]
    [InlineData("null", "d")]
    public async Task Transform_refuses_with_the_place(string payload, string place)
    {
        JsonNode answer = await AskAsync("df", "transform", payload);

        ((string?)answer["code"]).ShouldBe("PF003");
        ((string)answer["message"]!).ShouldStartWith(place);
    }

    [Theory]
    [InlineData("""{"echo":{"a":[1,2.5,"x",null,true]}}""", """{"echo":{"a":[1,2.5,"x",null,true]}}""")]
    [InlineData("""{"other":1}""", """{"echo":null}""")]
    [InlineData("{}", """{"echo":null}""")]
    [InlineData("null", """{"echo":null}""")]
    public async Task Ping_gives_its_echo(string payload, string expected)
    {
        JsonNode answer = await AskAsync("cf", "ping", payload);

        JsonNode.DeepEquals(answer["data"], JsonNode.Parse(expected)).ShouldBeTrue(answer.ToJsonString());
    }

    [Fact]
    public async Task Health_is_short_and_with_detail_says_what_is_here()
    {
        JsonNode brief = (await AskAsync("cf", "health", "null"))["data"]!;
        JsonNode detailed = (await AskAsync("cf", "health", """{"detail":true}"""))["data"]!;
        using var http = new HttpClient { BaseAddress = shared.Host.Http };
        JsonNode page = JsonNode.Parse(await http.GetStringAsync("/health?detail=true"))!;

        brief.AsObject().Select(static member => member.Key).ShouldBe(["ok", "load", "queue"]);
        ((bool)brief["ok"]!, (int)brief["queue"]!).ShouldBe((true, 0));
        ((int)brief["load"]!).ShouldBeInRange(0, 94);
        detailed["lanes"]!["df"]!["elements"]!.AsArray().Select(static name => (string?)name).ShouldBe(["df:echo", "df:flow", "df:transform"]);
        detailed["addresses"]!.AsArray().Select(static name => (string?)name).Order().ShouldBe([shared.Host.Http.OriginalString, shared.Host.Tcp.OriginalString]);
        ((string?)detailed["reactor"]).ShouldBe(Environment.MachineName);
        ((int)detailed["capacity"]!).ShouldBe(10_000);
        page.AsObject().Select(static member => member.Key).ShouldBe(detailed.AsObject().Select(static member => member.Key));
    }

    [Theory]
    [InlineData("""{"detail":"yes"}""")]
    [InlineData("[]")]
    public async Task Health_refuses_what_does_not_fit(string payload) => ((string?)(await AskAsync("cf", "health", payload))["code"]).ShouldBe("PF003");

    [Fact]
    public async Task Users_ping_and_health_replace_nothing_and_their_transform_does()
    {
        await using RunningHost host = await RunningHost.StartAsync(
            new NumberHandler(AtomGroup.Cf, "ping", static (_, _) => new(666)), new NumberHandler(AtomGroup.Cf, "health", static (_, _) => new(666)), new NumberHandler(AtomGroup.Df, "transform", static (_, _) => new(7)));
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode ping = (await peer.AskAsync("""{"t":1,"s":1,"d":{"id":"a","g":"cf","e":"ping","d":{"echo":5}}}"""))!;
        JsonNode health = (await peer.AskAsync("""{"t":1,"s":2,"d":{"id":"b","g":"cf","e":"health"}}"""))!;
        JsonNode transform = (await peer.AskAsync("""{"t":1,"s":3,"d":{"id":"c","g":"df","e":"tr","d":1}}"""))!;

        ((int)ping["d"]!["data"]!["echo"]!, (bool)health["d"]!["data"]!["ok"]!, (int)transform["d"]!["data"]!).ShouldBe((5, true, 7));
    }

    private async Task<JsonNode> AskAsync(string group, string element, string payload)
    {
        await using TcpPeer peer = await shared.Host.ConnectAsync();
        return (await peer.AskAsync($$$"""{"t":1,"s":1,"d":{"id":"a","g":"{{{group}}}","e":"{{{element}}}","d":{{{payload}}}}}"""))!["d"]!;
    }
}
