using System.Buffers;
using System.Text;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>
/// Submits to this process's reactor. Payloads go through the codec here too: no shared objects, and the same errors as from afar.
/// </summary>
internal sealed class InProcessClient(LocalReactor reactor, InProcessCaller caller) : IPacketFlowClient
{
    private static readonly SubmitOptions NoOptions = new();

    public ValueTask<TOut> SubmitAsync<TIn, TOut>(Element<TIn, TOut> element, TIn payload, CancellationToken cancellationToken = default) =>
        SubmitAsync(element, payload, NoOptions, cancellationToken);

    public ValueTask<TOut> SubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(options);
        return SendAsync(element.Group, element.Name, payload, element.PayloadFormatter, element.ResultFormatter, options, cancellationToken);
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
            ? SendAsync(parsed, element, payload, Formatter<TIn>.Default, Formatter<FlowValue>.Default, options ?? NoOptions, cancellationToken)
            : ValueTask.FromException<FlowValue>(new PacketFlowException(
                ErrorCodes.NoHandler, ErrorCategory.Routing, $"'{group}' is no group. The groups are cf, df, ed, co, mc and rm."));
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
            FlowValue result = await SendAsync(
                step.Group, step.Element, FlowValue.Parse(value.Span), Formatter<FlowValue>.Default, Formatter<FlowValue>.Default, NoOptions, cancellationToken).ConfigureAwait(false);
            value = PacketCodec.Serialize(result);
        }

        return pipeline.ReadResult(value);
    }

    private ValueTask<TOut> SendAsync<TIn, TOut>(
        AtomGroup group, string element, TIn payload, Formatter<TIn> payloadFormatter, Formatter<TOut> resultFormatter, SubmitOptions options, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromException<TOut>(ReactorErrors.Cancelled.ToException(options.Id))
        : reactor.Find(group, element) is { } site
            ? InlineCall<TOut>.SendAsync(reactor, caller, site, payload, payloadFormatter, resultFormatter, options, cancellationToken)
            : ValueTask.FromException<TOut>(ReactorErrors
                .NoHandler(Encoding.UTF8.GetBytes(PeriodicTable.GroupCode(group)), Encoding.UTF8.GetBytes(element))
                .ToException(options.Id ?? Guid.CreateVersion7().ToString("n")));
}
