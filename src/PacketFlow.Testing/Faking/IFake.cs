namespace PacketFlow.Testing.Faking;

/// <summary>What stands in for a handler, or looks on.</summary>
internal interface IFake
{
    /// <summary>Whether it runs instead of the handler; else the handler runs, and it looks on.</summary>
    bool IsInstead { get; }

    /// <summary>Takes note of a call.</summary>
    /// <returns>What the call fails with; null if it goes on.</returns>
    Exception? Notice(byte[] payload, AtomContext context);

    /// <summary>Takes note of a call and answers it.</summary>
    ValueTask<FlowValue> RunAsync(byte[] payload, AtomContext context, CancellationToken cancellationToken);
}
