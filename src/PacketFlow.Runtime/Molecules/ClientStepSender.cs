namespace PacketFlow.Molecules;

/// <summary>Sends steps as a client sends atoms: to a handler of this process, or to the peer that has the element.</summary>
/// <param name="client">Sends what may change the system.</param>
/// <param name="limited">Sends what may not.</param>
internal sealed class ClientStepSender(IPacketFlowClient client, IPacketFlowClient limited) : IStepSender
{
    public async ValueTask<ReadOnlyMemory<byte>> SendAsync(StepRequest request, CancellationToken cancellationToken)
    {
        var options = new SubmitOptions
        {
            CorrelationId = request.RunId,
            IdempotencyKey = request.Key,
            RoutingKey = request.RoutingKey,
            Timeout = request.Timeout,
            Attempt = request.Attempt,
        };
        FlowValue result = await (request.HasControl ? client : limited).SubmitAsync(
            PeriodicTable.GroupCode(request.Group), request.Element, FlowValue.Parse(request.Payload.Span), options, cancellationToken).ConfigureAwait(false);
        return result.Bytes.ToArray();
    }
}
