using System.Buffers;
using System.Text;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>
/// Submits to this process's reactor, or to another one what nobody handles here. Payloads go through the codec here too: no shared objects, and the same
/// errors as from afar.
/// </summary>
internal sealed class InProcessClient(LocalReactor reactor, InProcessCaller caller, MoleculeEngine runs, OtherReactors? others = null) : AtomClient, IPacketFlowClient
{
    public override IRunDoor Runs => runs;

    // On this thread as far as it goes, and without asking for the run again by its id.
    async Task<TOut> IPacketFlowClient.RunAsync<TIn, TOut>(Molecule<TIn, TOut> molecule, TIn input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        var encoded = new ArrayBufferWriter<byte>();
        PacketCodec.Serialize(encoded, input, molecule.InputFormatter);
        ReadOnlyMemory<byte> output = await runs.RunAsync(molecule.Name, molecule.Version, encoded.WrittenMemory, cancellationToken).ConfigureAwait(false);
        return PacketCodec.Deserialize(output.Span, molecule.OutputFormatter);
    }

    protected override ValueTask<TOut> SendAsync<TIn, TOut>(in AtomRequest<TIn, TOut> request, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromException<TOut>(ReactorErrors.Cancelled.ToException(request.Options.Id))
        : !ReferenceEquals(request.Options, NoOptions) && reactor.TooLong(request.Options) is { } tooLong
            ? ValueTask.FromException<TOut>(tooLong.ToException(request.Options.Id))
        : reactor.Find(request.Group, request.Element) is { } site
            ? InlineCall<TOut>.SendAsync(reactor, caller, site, request, cancellationToken)
        : others is not null
            ? others.SendAsync(request, cancellationToken)
            : ValueTask.FromException<TOut>(reactor
                .NoHandler(Encoding.UTF8.GetBytes(PeriodicTable.GroupCode(request.Group)), Encoding.UTF8.GetBytes(request.Element))
                .ToException(request.Options.Id ?? Guid.CreateVersion7().ToString("n")));
}
