namespace PacketFlow.Molecules;

/// <summary>Sends the steps that are elements elsewhere, or here: what a client does, in bytes.</summary>
internal interface IStepSender
{
    /// <summary>Sends one try and waits for its result.</summary>
    /// <returns>The encoded result.</returns>
    /// <exception cref="PacketFlowException">It failed; the category says whether it may be tried again.</exception>
    ValueTask<ReadOnlyMemory<byte>> SendAsync(StepRequest request, CancellationToken cancellationToken);
}
