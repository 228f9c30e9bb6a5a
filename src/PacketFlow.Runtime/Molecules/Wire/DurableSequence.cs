using PacketFlow.CompilerServices;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>cf:seq for whoever wants to find the pipeline again: with <c>durable: true</c> it runs as a molecule, step after step in the journal.</summary>
/// <param name="fleeting">Runs the pipelines that nobody keeps.</param>
/// <param name="engine">Runs the others.</param>
internal sealed class DurableSequence(ElementHandler fleeting, MoleculeEngine engine) : ElementHandler(fleeting.Element), IHoldsNoLane
{
    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        PacketReader ahead = payload;
        return IsDurable(ref ahead)
            ? call.CompleteAsync(RunAsync(FlowValue.Read(ref payload), call is not Reaction { Caller.HasControl: false }, call.Cancellation), Formatter<FlowValue>.Default)
            : fleeting.InvokeAsync(ref payload, call);
    }

    private static bool IsDurable(ref PacketReader payload)
    {
        if (payload.PeekKind() != PacketKind.Map)
        {
            return false;
        }

        for (int left = payload.EnterMap(); left > 0; left--)
        {
            if (payload.ReadKey().SequenceEqual("durable"u8))
            {
                return !payload.TryReadNil() && payload.ReadBoolean();
            }

            payload.Skip();
        }

        return false;
    }

    private async ValueTask<FlowValue> RunAsync(FlowValue request, bool hasControl, CancellationToken cancellationToken)
    {
        FlowValue document = SequenceDocument.Of(request);
        string run = await engine
            .StartDocumentAsync(document, request["input"].Bytes.ToArray(), new RunRequest(request).TextOrNull("run_id"), cancellationToken, hasControl).ConfigureAwait(false);
        try
        {
            FlowValue result = FlowValue.Parse((await engine.ResultAsync(run, cancellationToken).ConfigureAwait(false)).Span);
            List<long> durations = await DurationsAsync(run, cancellationToken).ConfigureAwait(false);
            return FlowValue.Map(("success", true), ("result", result), Trace(durations), ("total_duration", durations.Sum()), ("run_id", run));
        }
        catch (PacketFlowException failure) when (!cancellationToken.IsCancellationRequested)
        {
            if (!(await engine.InfoAsync(run, cancellationToken).ConfigureAwait(false)).IsOver)
            {
                throw;
            }

            List<long> durations = await DurationsAsync(run, cancellationToken).ConfigureAwait(false);
            FlowValue error = FlowValue.Map(("code", failure.Code), ("message", failure.Message));
            return FlowValue.Map(("success", false), ("error", error), ("completed_steps", durations.Count), Trace(durations), ("run_id", run));
        }
    }

    // In milliseconds, of the steps that are done.
    private async Task<List<long>> DurationsAsync(string run, CancellationToken cancellationToken)
    {
        var durations = new List<long>();
        DateTimeOffset started = default;
        await foreach (RunEvent one in engine.TraceAsync(run, cancellationToken).ConfigureAwait(false))
        {
            if (one.Kind == RunEventKind.StepStarted)
            {
                started = one.At;
            }
            else if (one.Kind == RunEventKind.StepDone)
            {
                durations.Add((long)(one.At - started).TotalMilliseconds);
            }
        }

        return durations;
    }

    private static (string, FlowValue) Trace(List<long> durations) =>
        ("trace", FlowValue.Array([.. durations.Select(static (duration, step) => FlowValue.Map(("step", step), ("duration", duration)))]));
}
