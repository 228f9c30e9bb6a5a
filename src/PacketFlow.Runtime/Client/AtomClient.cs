using System.Buffers;
using System.Diagnostics;
using PacketFlow.CompilerServices;
using PacketFlow.Observability;

namespace PacketFlow.Client;

/// <summary>What every client does in the same way: the typed and untyped doors, batches and pipelines over one way to send an atom.</summary>
internal abstract class AtomClient : IPacketFlowClient
{
    public static readonly SubmitOptions NoOptions = new();

    public abstract IRunDoor Runs { get; }

    public ValueTask<TOut> SubmitAsync<TIn, TOut>(Element<TIn, TOut> element, TIn payload, CancellationToken cancellationToken = default) =>
        SubmitAsync(element, payload, NoOptions, cancellationToken);

    public ValueTask<TOut> SubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(options);
        return DoAsync(
            new AtomRequest<TIn, TOut>(element.Group, element.Name, element, payload, element.PayloadFormatter, element.ResultFormatter, options), cancellationToken);
    }

    public async ValueTask<AtomResult<TOut>> TrySubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return AtomResult<TOut>.Success(await SubmitAsync(element, payload, options ?? NoOptions, cancellationToken).ConfigureAwait(false));
        }
        catch (PacketFlowException failure)
        {
            return AtomResult<TOut>.Failure(failure);
        }
    }

    public ValueTask<FlowValue> SubmitAsync<TIn>(
        string group, string element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(element);
        return PeriodicTable.TryParseGroup(group, out AtomGroup parsed)
            ? DoAsync(
                new AtomRequest<TIn, FlowValue>(parsed, element, null, payload, Formatter<TIn>.Default, Formatter<FlowValue>.Default, options ?? NoOptions),
                cancellationToken)
            : ValueTask.FromException<FlowValue>(new PacketFlowException(
                ErrorCodes.NoHandler, ErrorCategory.Routing, $"'{group}' is no group. The groups are cf, df, ed, co, mc and rm."));
    }

    public IAsyncEnumerable<AtomResult<TOut>> SubmitBatchAsync<TIn, TOut>(
        Element<TIn, TOut> element, IEnumerable<TIn> payloads, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(payloads);
        return new Batch<TIn, TOut>(DoorOfBatch(options ?? NoOptions), element, options).RunAsync(payloads, cancellationToken);
    }

    public async ValueTask<TOut> RunPipelineAsync<TIn, TOut>(
        Pipeline<TIn, TOut> pipeline, TIn input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var bytes = new ArrayBufferWriter<byte>();
        pipeline.WriteInput(bytes, input);
        ReadOnlyMemory<byte> value = bytes.WrittenMemory;
        foreach (PipelineStep step in pipeline.Steps)
        {
            var request = new AtomRequest<FlowValue, FlowValue>(
                step.Group, step.Element, null, FlowValue.Parse(value.Span), Formatter<FlowValue>.Default, Formatter<FlowValue>.Default, NoOptions);
            value = PacketCodec.Serialize(await DoAsync(request, cancellationToken).ConfigureAwait(false));
        }

        return pipeline.ReadResult(value);
    }

    /// <summary>The atoms of a batch that come together have all come.</summary>
    public virtual void EndBurst()
    {
    }

    /// <summary>Whether an atom is a span of its own while somebody listens.</summary>
    protected virtual bool IsTraced => true;

    /// <summary>What the atoms of one batch are submitted to.</summary>
    protected virtual AtomClient DoorOfBatch(SubmitOptions options) => this;

    /// <summary>Sends an atom and waits for its result.</summary>
    protected abstract ValueTask<TOut> SendAsync<TIn, TOut>(in AtomRequest<TIn, TOut> request, CancellationToken cancellationToken);

    private ValueTask<TOut> DoAsync<TIn, TOut>(in AtomRequest<TIn, TOut> request, CancellationToken cancellationToken) =>
        !ReferenceEquals(request.Options, NoOptions) && OptionsCheck.Find(request.Options) is { } wrong ? ValueTask.FromException<TOut>(wrong)
        : AtomActivities.IsOn && IsTraced ? TracedAsync(request, cancellationToken)
        : SendAsync(request, cancellationToken);

    private async ValueTask<TOut> TracedAsync<TIn, TOut>(AtomRequest<TIn, TOut> request, CancellationToken cancellationToken)
    {
        Activity? activity = AtomActivities.StartSubmit(request.Group, request.Element);
        string? code = null;
        try
        {
            return await SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            code = (failure as PacketFlowException)?.Code ?? ErrorCodes.PayloadMismatch;
            throw;
        }
        finally
        {
            AtomActivities.End(activity, code);
        }
    }
}
