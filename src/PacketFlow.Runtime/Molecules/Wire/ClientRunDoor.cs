using System.Runtime.CompilerServices;
using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules;

/// <summary>Runs molecules at whoever a client is connected to, through the elements that every reactor has for that.</summary>
internal sealed class ClientRunDoor(IPacketFlowClient client) : IRunDoor
{
    private const int WaitSeconds = 20;

    private static readonly SubmitOptions Options = new() { Timeout = TimeSpan.FromSeconds(60) };

    public async ValueTask<string> StartAsync(string molecule, int version, ReadOnlyMemory<byte> input, string? runId, CancellationToken cancellationToken)
    {
        FlowValue started = await AskAsync(
            "start",
            FlowValue.Map(("molecule", molecule), ("version", version), ("input", FlowValue.Parse(input.Span)), ("run_id", runId)),
            cancellationToken).ConfigureAwait(false);
        return started["run_id"].AsString();
    }

    public async ValueTask<ReadOnlyMemory<byte>> ResultAsync(string runId, CancellationToken cancellationToken)
    {
        while (!(await PollAsync("status", FlowValue.Map(("run_id", runId), ("wait", WaitSeconds)), cancellationToken).ConfigureAwait(false))["is_over"].AsBoolean())
        {
        }

        return (await PollAsync("run", RunValues.Of(runId), cancellationToken).ConfigureAwait(false)).Bytes.ToArray();
    }

    public async ValueTask<RunInfo> InfoAsync(string runId, CancellationToken cancellationToken) =>
        RunValues.Info(await AskAsync("status", RunValues.Of(runId), cancellationToken).ConfigureAwait(false));

    public async IAsyncEnumerable<RunEvent> TraceAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FlowValue page;
        int next = 0;
        do
        {
            page = await PollAsync("trace", FlowValue.Map(("run_id", runId), ("after", next), ("wait", WaitSeconds)), cancellationToken).ConfigureAwait(false);
            next = page["next"].AsInt32();
            foreach (FlowValue one in page["events"].Items)
            {
                yield return RunValues.Event(one);
            }
        }
        while (!page["is_over"].AsBoolean() && !IsParked(page));
    }

    public async ValueTask CancelAsync(string runId, CancellationToken cancellationToken) =>
        await AskAsync("cancel", RunValues.Of(runId), cancellationToken).ConfigureAwait(false);

    public async ValueTask SignalAsync(string runId, string step, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        await AskAsync(
            "signal", FlowValue.Map(("run_id", runId), ("step", step), ("value", FlowValue.Parse(payload.Span))), cancellationToken).ConfigureAwait(false);

    public async ValueTask ResumeAsync(string runId, CancellationToken cancellationToken) =>
        await AskAsync("resume", RunValues.Of(runId), cancellationToken).ConfigureAwait(false);

    public async ValueTask DeleteAsync(string runId, CancellationToken cancellationToken) =>
        await AskAsync("forget", RunValues.Of(runId), cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<RunInfo> ListAsync(RunSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunPage page = new([], search.After);
        do
        {
            page = RunSearches.Page(await PollAsync("runs", RunSearches.Of(search with { After = page.Next }), cancellationToken).ConfigureAwait(false));
            foreach (RunInfo info in page.Runs)
            {
                yield return info;
            }
        }
        while (page.Next is not null);
    }

    // Nothing comes of one that cannot go on there, though it is not over.
    private static bool IsParked(FlowValue page) => page["is_parked"] is { IsNil: false } parked && parked.AsBoolean();

    // What only looks may be asked again when a connection was lost meanwhile.
    private async ValueTask<FlowValue> PollAsync(string element, FlowValue request, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await AskAsync(element, request, cancellationToken).ConfigureAwait(false);
            }
            catch (PacketFlowException lost) when (lost.Code == ErrorCodes.OutcomeUnknown)
            {
            }
        }
    }

    private async ValueTask<FlowValue> AskAsync(string element, FlowValue request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SubmitAsync("cf", element, request, Options, cancellationToken).ConfigureAwait(false);
        }
        catch (PacketFlowException failure) when (failure.Code == ErrorCodes.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
    }
}
