using PacketFlow.CompilerServices;

namespace PacketFlow.Transport;

/// <summary>A handler that calls into what it holds itself would wait for ever: it is told so at once, however long the way round is.</summary>
public class SelfWaitTests
{
    /// <summary>Elements that call each other in turn, each with a correlation id or none, and the code that the first gets.</summary>
    public static TheoryData<string, string?> Ways => new()
    {
        { "cf:a cf:a", "PF508" },
        { "cf:a#x cf:b#x", "PF508" },
        { "cf:a#x cf:b#y", null },
        { "cf:a#x df:b cf:a#x", "PF508" },
        { "cf:a#x ed:b co:c rm:d mc:e cf:a#x", "PF508" },
        { "cf:a#x cf:b#y cf:c#x", "PF508" },
        { "cf:a cf:b#y cf:c cf:d#y", "PF508" },
        { "mc:a mc:a", "PF508" },
        { "mc:a mc:b", "PF508" },
        { "mc:a df:b mc:c", "PF508" },
        { "mc:a rm:b cf:c", null },
        { "rm:a rm:a", "PF508" },
        { "rm:a df:b rm:a", "PF508" },
        { "rm:a rm:b", null },
        { "rm:a rm:b rm:a", "PF508" },
        { "rm:shared1 rm:shared2", "PF508" },
        { "df:a df:a df:a", null },
        { "ed:a ed:a ed:a", null },
        { "co:a co:a co:a", null },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_that_comes_back_to_what_its_caller_holds_is_PF508(string way, string? code)
    {
        string[] steps = way.Split(' ');
        async ValueTask<int> NextAsync(int at, AtomCall call) => at + 1 == steps.Length
            ? at
            : (int)(await SubmitAsync(call.Context.Client, steps, at + 1)).AsInt64();
        ElementHandler[] handlers =
        [
            .. steps.Select(static step => step.Split('#')[0]).Distinct(StringComparer.Ordinal).Select(address =>
                new NumberHandler(new Element<int, int>(Group(address[..2]), address[3..]) { Resource = address.StartsWith("rm:shared", StringComparison.Ordinal) ? "shared" : null }, NextAsync)),
        ];
        await using RunningHost host = await RunningHost.StartAsync(handlers);

        string? told = null;
        try
        {
            (await SubmitAsync(host.Client, steps, 0).WaitAsync(TcpPeer.Patience)).AsInt64().ShouldBe(steps.Length - 1);
        }
        catch (PacketFlowException failure)
        {
            told = failure.Code;
        }

        told.ShouldBe(code, way);

        // Nothing is held any more.
        if (code is not null)
        {
            host.Reactor.Lanes.ShouldAllBe(static lane => lane.Waiting == 0);
        }
    }

    private static Task<FlowValue> SubmitAsync(IPacketFlowClient client, string[] steps, int at)
    {
        string[] parts = steps[at].Split('#');
        return client.SubmitAsync(parts[0][..2], parts[0][3..], at, new SubmitOptions { CorrelationId = parts.ElementAtOrDefault(1) }).AsTask();
    }

    private static AtomGroup Group(string code) => PeriodicTable.Groups.Single(group => PeriodicTable.GroupCode(group) == code);
}
