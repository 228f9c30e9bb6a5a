using PacketFlow.Protocol;
using PacketFlow.Reactor;
using PacketFlow.Testing.Processes;

namespace PacketFlow.Testing.Faking;

/// <summary>Handles what no handler of the host does, where a test fakes it.</summary>
internal sealed class FakePeer(FakeTable fakes, TestProcess process) : IRemotePeer
{
    public async Task<FlowValue> RunAsync(Element element, AtomContext context, HandedOn beside, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        IFake fake = fakes.Find(element) ?? throw new PacketFlowException(
            ErrorCodes.NoHandler, ErrorCategory.Routing, $"No handler for {element}: its fake was taken away.");
        if (process.IsDead)
        {
            await new TaskCompletionSource().Task.ConfigureAwait(false);
        }

        Task<FlowValue> running = fake.RunAsync(payload.ToArray(), context, cancellationToken).AsTask();
        await process.Follow(context, new ValueTask(running)).ConfigureAwait(false);
        return await running.ConfigureAwait(false);
    }
}
