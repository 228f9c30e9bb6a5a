namespace PacketFlow.Molecules;

/// <summary>The client of steps that need none.</summary>
internal sealed class NoClient : IPacketFlowClient
{
    public ValueTask<TOut> SubmitAsync<TIn, TOut>(Element<TIn, TOut> element, TIn payload, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<TOut> SubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<AtomResult<TOut>> TrySubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<FlowValue> SubmitAsync<TIn>(
        string group, string element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<AtomResult<TOut>> SubmitBatchAsync<TIn, TOut>(
        Element<TIn, TOut> element, IEnumerable<TIn> payloads, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<TOut> RunPipelineAsync<TIn, TOut>(Pipeline<TIn, TOut> pipeline, TIn input, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
